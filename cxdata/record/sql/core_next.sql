-- The core cube with the touched days counted anew.
-- params   none
-- columns  none
create table record.core_next as
with counted as (
  select
    day, a.kind, touchpoint, team, a.metric, count(*) as n,
    count(*) filter (score >= top) as top, count(*) filter (score <= bottom) as bottom,
    sum(score) as sum, sum(score * score) as squares,
    count(*) filter (score = 0) as c0, count(*) filter (score = 1) as c1,
    count(*) filter (score = 2) as c2, count(*) filter (score = 3) as c3,
    count(*) filter (score = 4) as c4, count(*) filter (score = 5) as c5,
    count(*) filter (score = 6) as c6, count(*) filter (score = 7) as c7,
    count(*) filter (score = 8) as c8, count(*) filter (score = 9) as c9,
    count(*) filter (score = 10) as c10
  from record.answer a
  join threshold t on t.metric = a.metric
  where day in (select day from touched)
  group by all
)
select * from record.core where day not in (select day from touched)
union all by name
select * replace (
    n::uinteger as n, top::uinteger as top, bottom::uinteger as bottom, sum::uinteger as sum,
    squares::uinteger as squares, c0::uinteger as c0, c1::uinteger as c1, c2::uinteger as c2,
    c3::uinteger as c3, c4::uinteger as c4, c5::uinteger as c5, c6::uinteger as c6,
    c7::uinteger as c7, c8::uinteger as c8, c9::uinteger as c9, c10::uinteger as c10)
from counted
order by metric, kind, day, touchpoint, team;
