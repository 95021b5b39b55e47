-- Facts about the record itself.
-- params   none
-- columns  key varchar, value varchar
select key, value
from record.meta;
