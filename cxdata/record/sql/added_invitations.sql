-- The file's invitations join the record; the latest batch's row is the one that stands.
-- params   none
-- columns  none
insert into record.invitation by name
from incoming;
