-- Relational NPS by month: of the record, what the file adds to it, and what it displaces there.
-- params   none
-- columns  part varchar, month date, promoters bigint, passives bigint, detractors bigint
select
  'record' as part, date_trunc('month', day)::date as month, sum(top)::bigint as promoters,
  sum(n - top - bottom)::bigint as passives, sum(bottom)::bigint as detractors
from record.core
where kind = 1 and metric = 1
group by all
union all
select
  'standing', date_trunc('month', day)::date, count(*) filter (score >= 9),
  count(*) filter (score in (7, 8)), count(*) filter (score <= 6)
from standing
where kind = 1 and metric = 1
group by all
union all
select
  'displaced', date_trunc('month', day)::date, count(*) filter (score >= 9),
  count(*) filter (score in (7, 8)), count(*) filter (score <= 6)
from contest
where held and rank > 1 and kind = 1 and metric = 1
group by all
order by all;
