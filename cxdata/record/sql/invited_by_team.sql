-- Who could answer at touchpoints, was asked and did, by team.
-- params   $since date (inclusive), $until date (exclusive); $segments, $channels, $regions
--          integer[] of codes, null keeps all
-- columns  team usmallint, eligible bigint, invited bigint, answered bigint

-- Of rows that came more than once the latest file's holds, as in the view invitation_now. A month
-- that one file told holds none twice: most months need no looking for them, which costs most.
with asked as (
  from record.invitation
  where kind = 2 and month >= $since and month < $until
    and ($segments is null or list_contains($segments, segment))
    and ($channels is null or list_contains($channels, channel))
    and ($regions is null or list_contains($regions, region))
),
twice as (select month from asked group by month having min(batch) < max(batch)),
held as (
  select team, eligible, invited, answered from asked where month not in (from twice)
  union all
  select
    team, arg_max(eligible, batch), arg_max(invited, batch), arg_max(answered, batch)
  from asked
  where month in (from twice)
  group by month, touchpoint, team, segment, channel, region
)
select
  team, sum(eligible)::bigint as eligible, sum(invited)::bigint as invited,
  sum(answered)::bigint as answered
from held
group by team
order by team;
