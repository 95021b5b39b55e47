-- Relational answers with the ratings that came with them, alike ones together. Ratings are packed,
-- four bits each (0 not rated, else score + 1), fifteen a column, in the order of $drivers.
-- params   $since date (inclusive), $until date (exclusive); $drivers integer[]: codes of what is
--          rated, at most 30; $segments, $channels, $regions integer[] of codes, null keeps all
-- columns  score utinyint, a bigint, b bigint, n bigint
with asked as (
  select
    source, response, metric, score,
    list_position($drivers::integer[], touchpoint::integer) - 1 as place
  from record.answer
  where kind = 1 and metric in (1, 4) and day >= $since and day < $until
    and ($segments is null or list_contains($segments, segment))
    and ($channels is null or list_contains($channels, channel))
    and ($regions is null or list_contains($regions, region))
),
packed as (
  select source, response, metric, score, place // 15 as part,
    (score + 1)::bigint << (4 * (place % 15))::bigint as bits
  from asked
),
answered as (
  select
    max(score) filter (metric = 1) as score,
    coalesce(bit_or(bits) filter (metric = 4 and part = 0), 0) as a,
    coalesce(bit_or(bits) filter (metric = 4 and part = 1), 0) as b
  from packed
  group by source, response
)
select score, a, b, count(*)::bigint as n
from answered
where score is not null
group by all
order by all;
