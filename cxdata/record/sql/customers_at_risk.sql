-- Customers by how they answered last: revenue that is theirs, and how many of those who answered
-- so at least a year before the record ends had left within a year of the answer.
-- params   $since date (inclusive), $until date (exclusive); $segments, $channels, $regions
--          integer[] of codes, null keeps all
-- columns  standing varchar ('promoter', 'passive', 'detractor'), customers bigint,
--          known bigint (whose revenue is known), revenue double (a year), watched bigint,
--          churned bigint
with said as (
  select customer, day, score,
    case when score >= 9 then 'promoter' when score >= 7 then 'passive' else 'detractor' end
      as standing
  from record.answer
  where kind = 1 and metric = 1 and customer <> 0 and day < $until
    and ($segments is null or list_contains($segments, segment))
    and ($channels is null or list_contains($channels, channel))
    and ($regions is null or list_contains($regions, region))
),
latest as (
  select customer, arg_max(standing, (day, -score::tinyint)) as standing
  from said
  where day >= $since
  group by customer
),
revenues as (
  select standing, count(*) as customers, count(revenue) as known, sum(revenue) as revenue
  from latest
  left join record.customer_now using (customer)
  where churned_on is null or churned_on >= $until
  group by standing
),
-- One answer a customer: the last that a whole year of the record follows.
watched_answers as (
  select customer, arg_max(standing, (day, -score::tinyint)) as standing, max(day) as day
  from said
  where day <= $until::date - interval 1 year
  group by customer
),
histories as (
  select standing, count(*) as watched,
    count(*) filter (churned_on <= day + interval 1 year) as churned
  from watched_answers
  join record.customer_now using (customer)
  where churned_on is null or churned_on > day
  group by standing
)
select
  standing, coalesce(customers, 0) as customers, coalesce(known, 0) as known,
  coalesce(revenue, 0) as revenue, coalesce(watched, 0) as watched,
  coalesce(churned, 0) as churned
from revenues
full join histories using (standing)
order by standing;
