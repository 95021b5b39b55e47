-- Touchpoint answers of a run of months, and how many of them carry no customer.
-- params   $since smallint, $until smallint (months since 1970-01, until exclusive);
--          $segments, $channels, $regions integer[] of codes, null keeps all
-- columns  answers bigint, without_customer bigint
select
  coalesce(sum(answers), 0)::bigint as answers,
  coalesce(sum(without_customer), 0)::bigint as without_customer
from record.followed
where month >= $since and month < $until
  and ($segments is null or list_contains($segments, segment))
  and ($channels is null or list_contains($channels, channel))
  and ($regions is null or list_contains($regions, region));
