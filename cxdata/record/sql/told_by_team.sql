-- Customers who were contacted in a run of months, by team: how many, and how many were told what
-- was done. A customer counts once a team, so rows that a later batch repeats change nothing.
-- params   $since date (inclusive), $until date (exclusive)
-- columns  team usmallint, contacts bigint, told bigint
select team, count(*) as contacts, count(*) filter (told) as told
from (
  select team, customer, bool_or(told) as told
  from record.contact
  where day >= $since and day < $until and customer <> 0
  group by team, customer
)
group by team
order by team;
