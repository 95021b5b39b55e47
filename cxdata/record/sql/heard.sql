-- The comments that stand and that somebody asks for, a row each, without their words.
-- params   $since, $until date (until exclusive); $kinds, $metrics, $touchpoints, $teams,
--          $segments, $channels, $regions integer[] of codes, null keeps all; $places integer[] of
--          touchpoint * 65536 + team, null keeps all; $first, $second,
--          $third varchar that must occur ('' always does), $more varchar[] the same, null: none;
--          $phrase varchar that must occur, $whole varchar a regular expression that must match
--          where it does, null: no matter
-- columns  number bigint, day date, kind utinyint, metric utinyint, score utinyint
select rowid as number, day, kind, metric, score
from record.comment
where stands and day >= $since and day < $until
  and ($kinds is null or list_contains($kinds, kind))
  and ($metrics is null or list_contains($metrics, metric))
  and ($touchpoints is null or list_contains($touchpoints, touchpoint))
  and ($teams is null or list_contains($teams, team))
  and ($places is null or list_contains($places, touchpoint::integer * 65536 + team))
  and ($segments is null or list_contains($segments, segment))
  and ($channels is null or list_contains($channels, channel))
  and ($regions is null or list_contains($regions, region))
  and contains(folded, $first) and contains(folded, $second) and contains(folded, $third)
  and ($more is null or len(list_filter($more, lambda w: not contains(folded, w))) = 0)
  and contains(folded, $phrase)
  and ($whole is null or regexp_matches(folded, $whole));
