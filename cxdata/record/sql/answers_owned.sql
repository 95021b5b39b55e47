-- Answers about a touchpoint that carry no team get the team that owns it.
-- params   none
-- columns  none
create temp table touched as
select distinct day
from record.answer a
join owner o on o.touchpoint = a.touchpoint
where a.team = 0 and a.kind = 2;
update record.answer set team = o.team
from owner o
where o.touchpoint = answer.touchpoint and answer.team = 0 and answer.kind = 2;
update record.shadow set team = o.team
from owner o
where o.touchpoint = shadow.touchpoint and shadow.team = 0 and shadow.kind = 2;
update record.comment set team = o.team
from owner o
where o.touchpoint = comment.touchpoint and comment.team = 0 and comment.kind = 2;
