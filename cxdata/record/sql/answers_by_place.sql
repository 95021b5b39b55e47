-- How much the record knows under each name of a touchpoint, a team or a measure.
-- params   none
-- columns  dimension varchar, name varchar, kind utinyint (0: figures of a measure), n bigint
with counted as (
  select 'touchpoint' as dimension, touchpoint as code, kind, sum(n)::bigint as n
  from record.core group by all
  union all
  select 'team', team, kind, sum(n)::bigint from record.core group by all
  union all
  select 'measure', measure, 0::utinyint, count(*)::bigint from record.measure group by all
)
select c.dimension, n.name, c.kind, c.n
from counted c
join record.name n on n.dimension = c.dimension and n.code = c.code
where n.name <> ''
order by all;
