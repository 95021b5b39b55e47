-- Rows that point at what is not there, and answers that stand twice; counts, 0 if all is well.
-- params   none
-- columns  fault varchar, rows bigint
select 'answers of an unknown batch' as fault, count(*) as rows
from record.answer
where batch not in (select id from record.batch where rolled_back_at is null)
union all
select 'answers that stand twice', coalesce(sum(n - 1), 0)::bigint
from (
  select count(*) as n from record.answer group by response, question having count(*) > 1
)
union all
select 'answers whose touchpoint has no name', count(*)
from record.answer
where touchpoint not in (select code from record.name where dimension = 'touchpoint')
union all
select 'answers whose team has no name', count(*)
from record.answer
where team not in (select code from record.name where dimension = 'team')
union all
select 'comments that stand without an answer', count(*)
from record.comment
where stands and not exists (
  from record.answer a
  where a.response = comment.response and a.batch = comment.batch
    and a.revision = comment.revision and a.kind = comment.kind and a.day = comment.day
    and a.segment = comment.segment and a.channel = comment.channel
    and a.region = comment.region)
union all
select 'comments that stand twice', coalesce(sum(n - 1), 0)::bigint
from (
  select count(*) as n from record.comment where stands group by response having count(*) > 1
)
union all
select 'comments that search would not find', count(*)
from record.comment
where folded is null;
