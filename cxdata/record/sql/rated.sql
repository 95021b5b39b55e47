-- What relational answers rate (a stage, or whatever ids a company's survey carries).
-- params   $since date (inclusive), $until date (exclusive)
-- columns  touchpoint usmallint, n bigint
select touchpoint, sum(n)::bigint as n
from record.core
where kind = 1 and metric = 4 and touchpoint <> 0 and day >= $since and day < $until
group by all
order by all;
