-- A page's counts under a segment, channel or region filter: from the monthly cube.
-- params   $since date (inclusive), $until date (exclusive); $segments, $channels, $regions
--          integer[] of codes, null keeps all
-- columns  part tinyint (0 core, 1 mix), month integer (since 1970-01), kind utinyint,
--          touchpoint usmallint, team usmallint, metric utinyint, segment usmallint,
--          channel usmallint, region usmallint, c0 bigint, c1 bigint, c2 bigint, c3 bigint,
--          c4 bigint, c5 bigint, c6 bigint, c7 bigint, c8 bigint, c9 bigint, c10 bigint
with kept as (
  from record.monthly
  where month >= $since and month < $until
    and ($segments is null or list_contains($segments, segment))
    and ($channels is null or list_contains($channels, channel))
    and ($regions is null or list_contains($regions, region))
),
parts as (
  select 0::tinyint as part, kind, touchpoint, team, metric, 0::usmallint as segment,
    0::usmallint as channel, 0::usmallint as region, * exclude (kind, touchpoint, team, metric,
    segment, channel, region)
  from kept
  union all
  select 1::tinyint, 0::utinyint, 0::usmallint, 0::usmallint, 0::utinyint, segment, channel, region,
    * exclude (kind, touchpoint, team, metric, segment, channel, region)
  from kept where kind = 1 and metric = 1
)
select
  part, ((year(month) - 1970) * 12 + month(month) - 1)::integer as month,
  kind, touchpoint, team, metric, segment, channel, region,
  sum(c0)::bigint as c0, sum(c1)::bigint as c1, sum(c2)::bigint as c2, sum(c3)::bigint as c3,
  sum(c4)::bigint as c4, sum(c5)::bigint as c5, sum(c6)::bigint as c6, sum(c7)::bigint as c7,
  sum(c8)::bigint as c8, sum(c9)::bigint as c9, sum(c10)::bigint as c10
from parts
group by all;
