-- Customers by how they answered last: revenue that is theirs. And of every answer at least a year
-- before the view ends (of a customer and month the last one): had the customer left within a year
-- of it? Answers later replaced count, too: who leaves replaces none, so that of last answers alone
-- more than live had left. A filter keeps the customers whose latest answer it keeps: parts add up
-- to the whole.
-- params   $since smallint (inclusive), $until smallint (exclusive; months since 1970-01);
--          $segments, $channels, $regions integer[] of codes, null keeps all
-- columns  standing varchar ('promoter', 'passive', 'detractor'), customers bigint,
--          known bigint (whose revenue is known), revenue double (a year), squares double (of it),
--          watched bigint (answers), churned bigint (of those), watchers bigint (customers whose
--          last one of those it was)
with kept as (
  select
    standing, customers, known, cents, squares, watched, churned,
    month >= $since and month < $until and ends >= $until as now,
    month < $until - 12 as past, month < $until - 12 and ends >= $until - 12 as last
  from record.latest
  where month < $until
    and whole = ($segments is null and $channels is null and $regions is null)
    and ($segments is null or list_contains($segments, segment))
    and ($channels is null or list_contains($channels, channel))
    and ($regions is null or list_contains($regions, region))
)
select
  ['detractor', 'passive', 'promoter'][standing + 1] as standing,
  coalesce(sum(customers) filter (now), 0)::bigint as customers,
  coalesce(sum(known) filter (now), 0)::bigint as known,
  coalesce(sum(cents) filter (now), 0)::double / 100 as revenue,
  coalesce(sum(squares) filter (now), 0)::double / 1e4 as squares,
  coalesce(sum(watched) filter (past), 0)::bigint as watched,
  coalesce(sum(churned) filter (past), 0)::bigint as churned,
  coalesce(sum(watched) filter (last), 0)::bigint as watchers
from kept
where now or past
group by all
having bool_or(now and customers > 0 or past and watched > 0)
order by standing;
