-- The newest version of the organisation file.
-- params   none
-- columns  text varchar, version integer
select text, version
from record.organisation
order by version desc
limit 1;
