-- The newest handovers between two ends of the journey, after a good or a bad first one.
-- params   $since date, $until date (exclusive), $days integer (at most between the two),
--          $standing utinyint; $from_touchpoints, $from_teams, $touchpoints, $teams,
--          $segments, $channels, $regions integer[] of codes, null keeps all;
--          $readable integer[] of touchpoints of which a way has to touch one, null: any;
--          $most integer
-- columns  day date, days utinyint, from_touchpoint usmallint, from_team usmallint,
--          touchpoint usmallint, team usmallint, nps utinyint, csat utinyint, ces utinyint,
--          customer ubigint
select
  day, days, from_touchpoint, from_team, touchpoint, team, nps, csat, ces, customer
from record.handover
where day >= $since and day < $until and days <= $days and standing = $standing
  and ($from_touchpoints is null or list_contains($from_touchpoints, from_touchpoint))
  and ($from_teams is null or list_contains($from_teams, from_team))
  and ($touchpoints is null or list_contains($touchpoints, touchpoint))
  and ($teams is null or list_contains($teams, team))
  and ($segments is null or list_contains($segments, segment))
  and ($channels is null or list_contains($channels, channel))
  and ($regions is null or list_contains($regions, region))
  and ($readable is null or list_contains($readable, from_touchpoint)
    or list_contains($readable, touchpoint))
order by day desc, customer, from_touchpoint, touchpoint
limit $most;
