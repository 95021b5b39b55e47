-- Which tables of handovers the answers do not bear out; none if all is well.
-- params   none
-- columns  held varchar, rows bigint, counted bigint
with sums as (
  select 'handovers' as held, 1 as side, count(*) as n, sum(hash(h)::hugeint) as digest
  from record.handover h
  union all
  select 'handovers', 2, count(*), sum(hash(h)::hugeint) from record.handover_counted h
  union all
  select 'counts of handovers', 1, count(*), sum(hash(h)::hugeint) from record.handed h
  union all
  select 'counts of handovers', 2, count(*), sum(hash(h)::hugeint) from record.handed_counted h
  union all
  select 'answers to follow', 1, count(*), sum(hash(h)::hugeint) from record.followed h
  union all
  select 'answers to follow', 2, count(*), sum(hash(h)::hugeint) from record.followed_counted h
)
select
  held, (max(n) filter (side = 1))::bigint as rows, (max(n) filter (side = 2))::bigint as counted
from sums
group by held
having max(n) filter (side = 1) <> max(n) filter (side = 2)
  or max(digest) filter (side = 1) is distinct from max(digest) filter (side = 2)
order by held;
