-- The batch in `leaving` goes. Of each answer that goes with it, the best that another batch gave
-- stands again, ranked as in contest.sql. Leaves `settled`: responses whose comments are to be
-- looked at again.
-- params   none
-- columns  none
create temp table gone as
select response, question, day
from record.answer
where batch in (from leaving);
create temp table heirs as
select s.*
from record.shadow s
semi join gone g on g.response = s.response and g.question = s.question
left join record.name tp on tp.dimension = 'touchpoint' and tp.code = s.touchpoint
left join record.name tm on tm.dimension = 'team' and tm.code = s.team
left join record.name sg on sg.dimension = 'segment' and sg.code = s.segment
left join record.name ch on ch.dimension = 'channel' and ch.code = s.channel
left join record.name rg on rg.dimension = 'region' and rg.code = s.region
where s.batch not in (from leaving)
qualify row_number() over (
  partition by s.response, s.question
  order by s.revision desc, s.moment desc, s.score desc, s.kind, tp.name desc, tm.name desc,
    sg.name desc, ch.name desc, rg.name desc, s.customer desc, s.origin desc, s.batch, s.rowid) = 1;
create temp table touched as
select day from gone
union
select day from heirs;
delete from record.answer where batch in (from leaving);
delete from record.shadow where batch in (from leaving);
-- One shadow a heir: rows that are alike in everything are interchangeable.
delete from record.shadow
where rowid in (
  select min(s.rowid)
  from record.shadow s
  join heirs h on h.response = s.response and h.question = s.question and h.batch = s.batch
    and h.revision = s.revision and h.moment = s.moment and h.score = s.score
    and h.touchpoint = s.touchpoint and h.team = s.team and h.segment = s.segment
    and h.channel = s.channel and h.region = s.region and h.kind = s.kind
    and h.customer = s.customer and h.origin = s.origin
  group by s.response, s.question
);
insert into record.answer by name
from heirs
order by metric, kind, day;
create temp table settled as
select distinct response from record.comment where batch in (from leaving)
union
select response from gone;
delete from record.comment where batch in (from leaving);
delete from record.invitation where batch in (from leaving);
delete from record.measure where batch in (from leaving);
delete from record.customer where batch in (from leaving);
delete from record.contact where batch in (from leaving);
