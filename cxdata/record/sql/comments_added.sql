-- The comments of the file's accepted rows, with the score of the first question that was answered;
-- those in `worded` as they stand there. Leaves `settled`: responses with comments to be looked at
-- again, since they have another one, or an answer of theirs was contested.
-- params   none
-- columns  none
create temp table settled as
select response from contest
union
select response
from record.comment
where response in (select response from incoming);
insert into record.comment by name
with said as (
  select
    s.row, coalesce(w.text, s.comment) as text,
    coalesce(w.folded, strip_accents(lower(s.comment))) as folded
  from staged s
  left join worded w on w.row = s.row
  where s.comment is not null
)
select
  batch, source, response, revision, kind, touchpoint, team, segment, channel, region, day, score,
  metric, row in (select row from standing) as stands, text, folded
from incoming
join said using (row)
qualify row_number() over (partition by row order by asked) = 1
order by day;
