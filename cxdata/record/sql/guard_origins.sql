-- Touchpoint answers to one question by team: how many come from its most frequent origin.
-- params   $since date (inclusive), $until date (exclusive), $metric utinyint
-- columns  team usmallint, n bigint (with a known origin), origins bigint, largest bigint,
--          pairs bigint (of answers that share an origin)
select
  team, sum(n)::bigint as n, count(*) as origins, max(n) as largest,
  sum(n * (n - 1) // 2)::bigint as pairs
from (
  select team, origin, count(*) as n
  from record.answer
  where metric = $metric and day >= $since and day < $until and kind = 2 and origin <> 0
  group by all
)
group by all;
