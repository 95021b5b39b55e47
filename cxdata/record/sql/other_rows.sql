-- The rows of a file that holds no answers: what became of them, and the days they span.
-- params   none
-- columns  left_out varchar, reason varchar, rows bigint, first date, last date
select left_out, reason, count(*) as rows, min(day) as first, max(day) as last
from staged
group by all
order by all;
