-- A page's counts: the core cube by month.
-- params   $since date (inclusive), $until date (exclusive)
-- columns  month integer (since 1970-01), kind utinyint, touchpoint usmallint, team usmallint,
--          metric utinyint, c0 bigint, c1 bigint, c2 bigint, c3 bigint, c4 bigint, c5 bigint,
--          c6 bigint, c7 bigint, c8 bigint, c9 bigint, c10 bigint
select
  ((year(day) - 1970) * 12 + month(day) - 1)::integer as month,
  kind, touchpoint, team, metric,
  sum(c0)::bigint as c0, sum(c1)::bigint as c1, sum(c2)::bigint as c2, sum(c3)::bigint as c3,
  sum(c4)::bigint as c4, sum(c5)::bigint as c5, sum(c6)::bigint as c6, sum(c7)::bigint as c7,
  sum(c8)::bigint as c8, sum(c9)::bigint as c9, sum(c10)::bigint as c10
from record.core
where day >= $since and day < $until
group by all;
