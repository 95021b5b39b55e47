-- Every distinct score cell of the file with how often it occurs in rows of each state.
-- params   none
-- columns  question varchar, cell varchar, left_out varchar, state utinyint, rows bigint
select question, cell, left_out, state, count(*) as rows
from (unpivot staged on columns('^q[0-9]+$') into name question value cell)
group by all
order by all;
