-- Every version of the organisation file, newest first.
-- params   none
-- columns  version integer, text varchar, author varchar, moment timestamp (UTC)
select version, text, author, moment
from record.organisation
order by version desc;
