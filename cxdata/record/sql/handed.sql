-- Scores of the second answer of handovers by year of the window, days between, both ends and how the
-- first one was meant (good or bad). Ends are groups (stages) of touchpoints, and teams.
-- params   $since smallint, $until smallint (months since 1970-01, until exclusive),
--          $stage_of integer[] (a touchpoint's code, plus one, holds its stage; -1 none)
-- columns  year integer (0 the first), within utinyint, segment integer, channel integer,
--          region integer (all 0: nothing is filtered), from_stage integer, from_team usmallint,
--          standing utinyint, stage integer, team usmallint, nps_top bigint, nps_middle bigint,
--          nps_bottom bigint, csat_top bigint, csat_other bigint, ces_top bigint, ces_other bigint
select
  ((month - $since::smallint) // 12)::integer as year, within, 0 as segment, 0 as channel,
  0 as region, list_extract($stage_of::integer[], from_touchpoint + 1) as from_stage, from_team, standing,
  list_extract($stage_of::integer[], touchpoint + 1) as stage, team, sum(nps_top)::bigint as nps_top,
  sum(nps_middle)::bigint as nps_middle, sum(nps_bottom)::bigint as nps_bottom,
  sum(csat_top)::bigint as csat_top, sum(csat_other)::bigint as csat_other,
  sum(ces_top)::bigint as ces_top, sum(ces_other)::bigint as ces_other
from record.handed
where month >= $since and month < $until and standing <> 1
group by all;
