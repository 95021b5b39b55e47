-- Operational figures by calendar week, Monday to Sunday; the mean is weighted by cases.
-- params   $since date (inclusive), $until date (exclusive)
-- columns  week bigint (since the Monday 1969-12-29), touchpoint usmallint, team usmallint,
--          measure usmallint, total double (value times n), n bigint, plain double (mean, n all 0)
select
  (day - date '1969-12-29') // 7 as week, touchpoint, team, measure,
  sum(value * n) as total, sum(n)::bigint as n, avg(value) as plain
from record.measure_now
where day >= $since and day < $until
group by all
order by all;
