-- Who could answer, was asked and did, by month and every dimension.
-- params   $since date (inclusive), $until date (exclusive); $kinds, $segments,
--          $channels, $regions integer[] of codes, null keeps all
-- columns  month integer (since 1970-01), kind utinyint, touchpoint usmallint, team usmallint,
--          segment usmallint, channel usmallint, region usmallint, eligible bigint,
--          invited bigint, answered bigint
select
  ((year(month) - 1970) * 12 + month(month) - 1)::integer as month,
  kind, touchpoint, team, segment, channel, region, eligible, invited, answered
from record.invitation
where month >= $since and month < $until
  and ($kinds is null or list_contains($kinds, kind))
  and ($segments is null or list_contains($segments, segment))
  and ($channels is null or list_contains($channels, channel))
  and ($regions is null or list_contains($regions, region))
-- As in the view invitation_now, but of the rows asked for alone.
qualify row_number() over (
  partition by month, kind, touchpoint, team, segment, channel, region order by batch desc) = 1
order by all;
