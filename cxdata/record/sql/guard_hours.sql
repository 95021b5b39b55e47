-- Touchpoint answers to one question by team and clock hour, for what looks unlike chance.
-- params   $since date (inclusive), $until date (exclusive), $metric utinyint
-- columns  team usmallint, hour bigint (since 1970, UTC), n bigint, sharp bigint (on the hour
--          itself: where nearly all are, the source gave a day and no hour)
select
  team, epoch_us(moment) // 3600000000 as hour, count(*) as n,
  count(*) filter (epoch_us(moment) % 3600000000 = 0) as sharp
from record.answer
where metric = $metric and day >= $since and day < $until and kind = 2
group by all;
