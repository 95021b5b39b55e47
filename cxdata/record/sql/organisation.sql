-- The newest version of the organisation file.
-- params   none
-- columns  text varchar, version integer
select text, version
from record.organisation
qualify version = max(version) over ();
