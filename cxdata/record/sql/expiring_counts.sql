-- How many comments are older than comments are kept, by month.
-- params   $since date
-- columns  what varchar, rows bigint
select strftime(day, '%Y-%m') as what, count(*) as rows
from record.comment
where day < $since
group by all
order by all;
