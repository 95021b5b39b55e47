-- The rows that were not taken, in the file's order.
-- params   $most bigint (how many to return)
-- columns  row bigint, column_name varchar, value varchar, reason varchar
select row, fault as column_name, coalesce(value, '') as value, reason
from staged
where reason is not null
order by row
limit $most;
