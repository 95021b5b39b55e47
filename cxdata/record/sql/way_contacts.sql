-- When somebody got in touch with a customer between two days, and whether the customer was told.
-- params   $customer ubigint, $since date, $until date (inclusive)
-- columns  day date, touchpoint usmallint, team usmallint, told boolean
select day, touchpoint, team, bool_or(told) as told
from record.contact_now
where customer = $customer and day >= $since and day <= $until
group by day, touchpoint, team
order by day, touchpoint, team;
