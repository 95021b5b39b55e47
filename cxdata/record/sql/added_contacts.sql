-- The file's contacts join the record; the latest batch's row is the one that stands.
-- params   none
-- columns  none
insert into record.contact by name
from incoming;
