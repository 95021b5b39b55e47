-- The file's customers join the record; the latest batch's row is the one that stands.
-- params   none
-- columns  none
insert into record.customer by name
from incoming;
