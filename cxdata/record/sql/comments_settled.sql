-- Which comment stands of the responses in `settled`: of those whose answer stands, the one of the
-- latest revision, else of the latest day; where those agree, what was written decides.
-- params   none
-- columns  none
update record.comment set stands = r.stands
from (
  select
    c.rowid as number, a.response is not null and row_number() over (
      partition by c.response
      order by a.response is null, c.revision desc, c.day desc, c.score desc, c.text, c.batch,
        c.rowid) = 1 as stands
  from record.comment c
  left join (
    select distinct response, batch, revision, kind, day, segment, channel, region
    from record.answer
    where response in (from settled)
  ) a on a.response = c.response and a.batch = c.batch and a.revision = c.revision
    and a.kind = c.kind and a.day = c.day and a.segment = c.segment and a.channel = c.channel
    and a.region = c.region
  where c.response in (from settled)
) r
where comment.rowid = r.number and comment.stands <> r.stands;
