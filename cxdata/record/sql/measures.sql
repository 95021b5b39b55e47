-- Operational figures by month; a month's value is the mean weighted by cases.
-- params   $since date (inclusive), $until date (exclusive)
-- columns  month integer (since 1970-01), touchpoint usmallint, team usmallint,
--          measure usmallint, total double (value times n), n bigint, plain double (mean, n all 0)
select
  ((year(day) - 1970) * 12 + month(day) - 1)::integer as month, touchpoint, team, measure,
  sum(value * n) as total, sum(n)::bigint as n, avg(value) as plain
from record.measure_now
where day >= $since and day < $until
group by all
order by all;
