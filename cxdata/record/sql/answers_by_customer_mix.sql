-- Touchpoint answers of a run of months by place and by who answered.
-- params   $since date (inclusive), $until date (exclusive); $metrics, $segments, $channels,
--          $regions integer[] of codes, null keeps all
-- columns  month integer (since 1970-01), touchpoint usmallint, team usmallint, metric utinyint,
--          segment usmallint, channel usmallint, region usmallint, c0 bigint, c1 bigint, c2 bigint, c3 bigint,
--          c4 bigint, c5 bigint, c6 bigint, c7 bigint, c8 bigint, c9 bigint, c10 bigint
select
  ((year(month) - 1970) * 12 + month(month) - 1)::integer as month, touchpoint, team, metric, segment, channel, region,
  sum(c0)::bigint as c0, sum(c1)::bigint as c1, sum(c2)::bigint as c2, sum(c3)::bigint as c3,
  sum(c4)::bigint as c4, sum(c5)::bigint as c5, sum(c6)::bigint as c6, sum(c7)::bigint as c7,
  sum(c8)::bigint as c8, sum(c9)::bigint as c9, sum(c10)::bigint as c10
from record.monthly
where kind = 2 and month >= $since and month < $until
  and ($metrics is null or list_contains($metrics, metric))
  and ($segments is null or list_contains($segments, segment))
  and ($channels is null or list_contains($channels, channel))
  and ($regions is null or list_contains($regions, region))
group by all
order by all;
