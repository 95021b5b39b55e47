-- Monthly invitations of the generated company: relational by customer, touchpoint by team.
-- params   none
-- columns  month date, kind varchar, touchpoint varchar, team varchar, segment varchar,
--          channel varchar, region varchar, eligible bigint, invited bigint, answered bigint
with months as (select (date '2023-11-01' + to_months(m::integer))::date as month from range(36) t(m)),
asked as (
  select month, 'relational' as kind, null as touchpoint, null as team, 'Segment ' || s as segment,
    'Channel ' || c as channel, 'Region ' || r as region
  from months, range(4) a(s), range(5) b(c), range(6) d(r)
  union all
  select month, 'touchpoint', 'touchpoint_' || p, 'team_' || (p + t) % 20, 'Segment ' || s,
    'Channel ' || c, 'Region ' || r
  from months, range(24) a(p), range(3) b(t), range(4) d(s), range(5) e(c), range(6) f(r)
)
select *, 90000 as eligible, 60000 as invited, 20000 as answered
from asked
order by all
