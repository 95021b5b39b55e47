-- The answers of the file that the record takes: uncontested, or winners.
-- params   none
-- columns  none
create temp view standing as
from incoming
anti join contest using (response, question)
union all by name
select * exclude (held, rank)
from contest
where rank = 1 and not held;
