-- Every import, newest first.
-- params   none
-- columns  id usmallint, name varchar, tool varchar, kind varchar, moment timestamp (UTC),
--          author varchar, report varchar (JSON), rolled_back_at timestamp (UTC),
--          rolled_back_by varchar
select id, name, tool, kind, moment, author, report, rolled_back_at, rolled_back_by
from record.batch
order by id desc;
