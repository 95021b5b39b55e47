-- Rows of the monthly cube that the answers do not bear out, to the digit; none if all is well.
-- params   none
-- columns  month date, kind utinyint, touchpoint usmallint, team usmallint, metric utinyint,
--          segment usmallint, channel usmallint, region usmallint,
--          counted bigint (null: no such answers), held bigint (null: not in the cube)
with counted as (
  select
    date_trunc('month', day)::date as month, a.kind, touchpoint, team, a.metric, segment, channel,
    region, count(*) as n,
    count(*) filter (score >= top) as top, count(*) filter (score <= bottom) as bottom,
    sum(score)::bigint as sum, sum(score * score)::bigint as squares,
    [count(*) filter (score = 0), count(*) filter (score = 1), count(*) filter (score = 2),
     count(*) filter (score = 3), count(*) filter (score = 4), count(*) filter (score = 5),
     count(*) filter (score = 6), count(*) filter (score = 7), count(*) filter (score = 8),
     count(*) filter (score = 9), count(*) filter (score = 10)] as scores
  from record.answer a
  join threshold t on t.metric = a.metric
  group by all
),
held as (
  select month, kind, touchpoint, team, metric, segment, channel, region, n, top, bottom, sum,
    squares, [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10] as scores
  from record.monthly
)
select month, kind, touchpoint, team, metric, segment, channel, region,
  c.n::bigint as counted, h.n::bigint as held
from counted c
full join held h using (month, kind, touchpoint, team, metric, segment, channel, region)
where (c.n, c.top, c.bottom, c.sum, c.squares, c.scores)
  is distinct from (h.n, h.top, h.bottom, h.sum, h.squares, h.scores)
limit 100;
