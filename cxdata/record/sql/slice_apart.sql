-- A page's counts by the members of its segment, channel and region filters: one scan for all.
-- params   $since date (inclusive), $until date (exclusive); $segments, $channels, $regions
--          integer[] of the codes that are told apart, null where that is not asked for
-- columns  month integer (since 1970-01), kind utinyint, touchpoint usmallint, team usmallint,
--          metric utinyint, segment usmallint, channel usmallint, region usmallint (65535: none of
--          those that are told apart), c0 bigint, c1 bigint, c2 bigint, c3 bigint, c4 bigint,
--          c5 bigint, c6 bigint, c7 bigint, c8 bigint, c9 bigint, c10 bigint
select
  ((year(month) - 1970) * 12 + month(month) - 1)::integer as month, kind, touchpoint, team, metric,
  if(list_contains($segments, segment), segment, 65535::usmallint) as segment,
  if(list_contains($channels, channel), channel, 65535::usmallint) as channel,
  if(list_contains($regions, region), region, 65535::usmallint) as region,
  sum(c0)::bigint as c0, sum(c1)::bigint as c1, sum(c2)::bigint as c2, sum(c3)::bigint as c3,
  sum(c4)::bigint as c4, sum(c5)::bigint as c5, sum(c6)::bigint as c6, sum(c7)::bigint as c7,
  sum(c8)::bigint as c8, sum(c9)::bigint as c9, sum(c10)::bigint as c10
from record.monthly
where month >= $since and month < $until
  and (coalesce(list_contains($segments, segment), false)
    or coalesce(list_contains($channels, channel), false)
    or coalesce(list_contains($regions, region), false))
group by all;
