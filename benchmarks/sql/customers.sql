-- The customers of the generated answers: what they spend in a year, and one in twelve has left.
-- params   none
-- columns  customer varchar, segment varchar, region varchar, since date, revenue double,
--          churned_on date
select
  'C' || i as customer, 'Segment ' || (hash(i) // 7 % 4) as segment,
  'Region ' || (hash(i) // 157 % 6) as region, date '2020-01-01' as since,
  (hash(i) // 13 % 500000)::double / 100 as revenue,
  case when hash(i) % 12 = 0 then date '2024-01-01' + (hash(i) // 100 % 1000)::integer end
    as churned_on
from range(400000) t(i)
order by i
