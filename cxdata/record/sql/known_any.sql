-- Whether the record knows any of the file's answers: a row if so.
-- params   none
-- columns  known integer
select 1 as known
from known
limit 1;
