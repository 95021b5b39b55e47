-- Days from an unhappy customer's answer until they were told what was done: the median by team.
-- params   $since date (inclusive), $until date (exclusive), $within integer (days that an answer
--          may lie before the contact)
-- columns  team usmallint, days double
with contacted as (
  select team, touchpoint, customer, day
  from record.contact_now
  where day >= $since and day < $until and customer <> 0 and told
),
waited as (
  select c.team, min(c.day - a.day) as days
  from contacted c
  join record.answer a
    on a.customer = c.customer and a.touchpoint = c.touchpoint and a.kind = 2 and a.metric = 1
    and a.day <= c.day and c.day - a.day <= $within
  group by c.team, c.touchpoint, c.customer, c.day
)
select team, median(days)::double as days
from waited
group by team
order by team;
