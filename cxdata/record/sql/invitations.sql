-- Who could answer, was asked and did, by month and every dimension.
-- params   $since date (inclusive), $until date (exclusive); $segments, $channels, $regions
--          integer[] of codes, null keeps all
-- columns  month integer (since 1970-01), kind utinyint, touchpoint usmallint, team usmallint,
--          segment usmallint, channel usmallint, region usmallint, eligible bigint,
--          invited bigint, answered bigint
select
  ((year(month) - 1970) * 12 + month(month) - 1)::integer as month,
  kind, touchpoint, team, segment, channel, region, eligible, invited, answered
from record.invitation_now
where month >= $since and month < $until
  and ($segments is null or list_contains($segments, segment))
  and ($channels is null or list_contains($channels, channel))
  and ($regions is null or list_contains($regions, region))
order by all;
