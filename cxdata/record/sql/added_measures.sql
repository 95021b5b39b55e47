-- The file's measures join the record; the latest batch's row is the one that stands.
-- params   none
-- columns  none
insert into record.measure by name
from incoming;
