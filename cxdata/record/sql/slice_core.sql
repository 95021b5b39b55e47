-- A page's counts: the core cube by month, and the mix of the relational NPS.
-- params   $since date (inclusive), $until date (exclusive)
-- columns  part tinyint (0 core, 1 mix), month integer (since 1970-01), kind utinyint,
--          touchpoint usmallint, team usmallint, metric utinyint, segment usmallint,
--          channel usmallint, region usmallint, c0 bigint, c1 bigint, c2 bigint, c3 bigint,
--          c4 bigint, c5 bigint, c6 bigint, c7 bigint, c8 bigint, c9 bigint, c10 bigint
select
  0::tinyint as part, ((year(day) - 1970) * 12 + month(day) - 1)::integer as month,
  kind, touchpoint, team, metric,
  0::usmallint as segment, 0::usmallint as channel, 0::usmallint as region,
  sum(c0)::bigint as c0, sum(c1)::bigint as c1, sum(c2)::bigint as c2, sum(c3)::bigint as c3,
  sum(c4)::bigint as c4, sum(c5)::bigint as c5, sum(c6)::bigint as c6, sum(c7)::bigint as c7,
  sum(c8)::bigint as c8, sum(c9)::bigint as c9, sum(c10)::bigint as c10
from record.core
where day >= $since and day < $until
group by all
union all
select
  1::tinyint, ((year(month) - 1970) * 12 + month(month) - 1)::integer,
  0::utinyint, 0::usmallint, 0::usmallint, 0::utinyint, segment, channel, region,
  sum(c0)::bigint, sum(c1)::bigint, sum(c2)::bigint, sum(c3)::bigint, sum(c4)::bigint,
  sum(c5)::bigint, sum(c6)::bigint, sum(c7)::bigint, sum(c8)::bigint, sum(c9)::bigint,
  sum(c10)::bigint
from record.monthly
where kind = 1 and metric = 1 and month >= $since and month < $until
group by all;
