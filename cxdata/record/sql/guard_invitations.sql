-- Touchpoint invitations by team and stratum, of a window and of as many months before it.
-- params   $before date (inclusive), $since date (the window's first), $until date (exclusive)
-- columns  team usmallint, touchpoint usmallint, segment usmallint, channel usmallint,
--          now boolean (of the window itself), eligible bigint, invited bigint, answered bigint
select
  team, touchpoint, segment, channel, month >= $since as now, sum(eligible)::bigint as eligible,
  sum(invited)::bigint as invited, sum(answered)::bigint as answered
from (
  select month, touchpoint, team, segment, channel, eligible, invited, answered
  from record.invitation
  where month >= $before and month < $until and kind = 2
  -- As in the view invitation_now, but of the rows asked for alone.
  qualify row_number() over (
    partition by month, kind, touchpoint, team, segment, channel, region order by batch desc) = 1
)
group by all;
