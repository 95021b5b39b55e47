-- Customers by the months in which they came and left (since 1970-01), segment and region.
-- params   none
-- columns  came smallint, gone smallint, segment usmallint, region usmallint, customers uinteger
select came, gone, segment, region, customers
from record.base;
