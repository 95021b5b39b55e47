-- The answers that stand join the record, sorted so that a metric's days lie together.
-- params   none
-- columns  none
delete from record.answer
using contest c
where c.held and c.rank > 1
  and answer.response = c.response and answer.question = c.question;
insert into record.shadow by name
select * exclude (row, named, asked, held, rank)
from contest
where rank > 1;
insert into record.answer by name
select * exclude (row, named, asked)
from standing
order by metric, kind, day;
create temp table touched as
select distinct day from standing
union
select day from contest where held and rank > 1;
