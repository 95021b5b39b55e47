-- Customers of a run of months (they came before its end and left in it or later), by segment and
-- region.
-- params   $since smallint (inclusive), $until smallint (exclusive; months since 1970-01)
-- columns  segment usmallint, region usmallint, customers bigint
select segment, region, sum(customers)::bigint as customers
from record.base
where came < $until and gone >= $since
group by all
order by all;
