-- More comments that are worded anew.
-- params   none
-- columns  none
insert into worded by name
from worded_part;
