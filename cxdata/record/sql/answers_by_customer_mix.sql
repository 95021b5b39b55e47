-- Touchpoint answers of a run of months by place and by who answered: rows of the monthly cube, of
-- which each stands for another group, so that nothing is left to be grouped.
-- params   $since date (inclusive), $until date (exclusive); $metrics, $segments, $channels,
--          $regions integer[] of codes, null keeps all
-- columns  month integer (since 1970-01), touchpoint usmallint, team usmallint, metric utinyint,
--          segment usmallint, channel usmallint, region usmallint, c0 uinteger, c1 uinteger,
--          c2 uinteger, c3 uinteger, c4 uinteger, c5 uinteger, c6 uinteger, c7 uinteger,
--          c8 uinteger, c9 uinteger, c10 uinteger
select
  ((year(month) - 1970) * 12 + month(month) - 1)::integer as month, touchpoint, team, metric,
  segment, channel, region, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10
from record.monthly
where kind = 2 and month >= $since and month < $until
  and ($metrics is null or list_contains($metrics, metric))
  and ($segments is null or list_contains($segments, segment))
  and ($channels is null or list_contains($channels, channel))
  and ($regions is null or list_contains($regions, region));
