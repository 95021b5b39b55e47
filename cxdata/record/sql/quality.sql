-- How complete the answers that stand are.
-- params   none
-- columns  kind utinyint, metric utinyint, answers bigint, without_customer bigint,
--          without_touchpoint bigint, without_team bigint, without_segment bigint,
--          without_channel bigint, without_region bigint, first date, last date
select
  kind, metric, count(*) as answers,
  count(*) filter (customer = 0) as without_customer,
  count(*) filter (touchpoint = 0) as without_touchpoint,
  count(*) filter (team = 0) as without_team,
  count(*) filter (segment = 0) as without_segment,
  count(*) filter (channel = 0) as without_channel,
  count(*) filter (region = 0) as without_region,
  min(day) as first, max(day) as last
from record.answer
group by all
order by all;
