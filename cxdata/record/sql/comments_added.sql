-- The comments of the file's accepted rows, with the score of the first question that was answered.
-- params   none
-- columns  none
insert into record.comment by name
with said as (
  select row, comment as text from staged where comment is not null
)
select
  batch, source, response, revision, kind, touchpoint, team, day, score, metric,
  row in (select row from standing) as stands, text
from incoming
join said using (row)
qualify row_number() over (partition by row order by asked) = 1
order by day;
