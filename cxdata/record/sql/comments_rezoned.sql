-- Days of comments after the organisation's time zone changed; before those of their answers.
-- params   $zone varchar
-- columns  none
update record.comment set day = a.next
from (
  select
    response, batch, revision, kind, day,
    timezone($zone, timezone('UTC', min(moment)))::date as next
  from (
    select response, batch, revision, kind, day, moment from record.answer
    union all
    select response, batch, revision, kind, day, moment from record.shadow
  )
  group by all
) a
where a.response = comment.response and a.batch = comment.batch
  and a.revision = comment.revision and a.kind = comment.kind and a.day = comment.day;
