-- How many answers of the file repeat an earlier row's response and question.
-- params   none
-- columns  repeats bigint
select coalesce(sum(rows - 1), 0)::bigint as repeats
from (select count(*) as rows from incoming group by response, question having count(*) > 1);
