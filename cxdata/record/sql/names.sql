-- Every name that the record knows, with its code.
-- params   none
-- columns  dimension varchar, name varchar, code usmallint
select dimension, name, code
from record.name
order by dimension, code;
