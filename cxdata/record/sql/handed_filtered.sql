-- The same as handed.sql, of customers told apart by the filters that are set: a kept member by its
-- code, all others together as -1, and 0 throughout where a filter is not set.
-- params   $since date, $until date (exclusive), $stage_of integer[] (as in handed.sql),
--          $segments, $channels, $regions integer[] of codes, null where not set
-- columns  year integer (0 the first), within utinyint, segment integer, channel integer,
--          region integer, from_stage integer, from_team usmallint, standing utinyint,
--          stage integer, team usmallint, nps_top bigint, nps_middle bigint, nps_bottom bigint,
--          csat_top bigint, csat_other bigint, ces_top bigint, ces_other bigint
select
  (date_diff('month', $since::date, day) // 12)::integer as year,
  (case
    when days <= 7 then 7 when days <= 14 then 14 when days <= 30 then 30
    when days <= 60 then 60 else 90
  end)::utinyint as within,
  (case when $segments is null then 0 when list_contains($segments::integer[], segment)
    then segment else -1 end)::integer as segment,
  (case when $channels is null then 0 when list_contains($channels::integer[], channel)
    then channel else -1 end)::integer as channel,
  (case when $regions is null then 0 when list_contains($regions::integer[], region)
    then region else -1 end)::integer as region,
  list_extract($stage_of::integer[], from_touchpoint + 1) as from_stage, from_team, standing,
  list_extract($stage_of::integer[], touchpoint + 1) as stage, team,
  count(*) filter (nps >= 9) as nps_top, count(*) filter (nps between 7 and 8) as nps_middle,
  count(*) filter (nps <= 6) as nps_bottom, count(*) filter (csat >= 4) as csat_top,
  count(*) filter (csat < 4) as csat_other, count(*) filter (ces >= 5) as ces_top,
  count(*) filter (ces < 5) as ces_other
from record.handover
where day >= $since and day < $until and standing <> 1
group by all;
