-- Handovers: each touchpoint answer with the same customer's next one, where that lies at another
-- touchpoint within 90 days. Every answer is at most once the first and once the second of a pair.
-- params   none
-- columns  none
create view record.handover_counted as
with moments as (
  select
    customer, response, min(moment) as moment, min(day) as day, min(touchpoint) as touchpoint,
    min(team) as team, min(segment) as segment, min(channel) as channel, min(region) as region,
    max(score) filter (metric = 1) as nps, max(score) filter (metric = 2) as csat,
    max(score) filter (metric = 3) as ces
  from record.answer
  where kind = 2 and customer <> 0 and touchpoint <> 0 and metric in (1, 2, 3)
  group by customer, response
),
followed as (
  select
    *, lag({'day': day, 'touchpoint': touchpoint, 'team': team, 'nps': nps, 'csat': csat,
            'ces': ces}) over (partition by customer order by moment, response) as first
  from moments
)
select
  day, (day - first.day)::utinyint as days, first.touchpoint as from_touchpoint,
  first.team as from_team,
  (case
    when first.nps is not null then (first.nps >= 7)::integer + (first.nps >= 9)::integer
    when first.csat is not null then (first.csat >= 3)::integer + (first.csat >= 4)::integer
    else (first.ces >= 4)::integer + (first.ces >= 5)::integer
  end)::utinyint as standing,
  touchpoint, team, nps, csat, ces, segment, channel, region, customer
from followed
where first is not null and first.touchpoint <> touchpoint and day - first.day between 0 and 90;
create view record.handed_counted as
select
  ((year(day) - 1970) * 12 + month(day) - 1)::smallint as month,
  (case
    when days <= 7 then 7 when days <= 14 then 14 when days <= 30 then 30
    when days <= 60 then 60 else 90
  end)::utinyint as within,
  from_touchpoint, from_team, standing, touchpoint, team,
  count(*) filter (nps >= 9)::uinteger as nps_top,
  count(*) filter (nps between 7 and 8)::uinteger as nps_middle,
  count(*) filter (nps <= 6)::uinteger as nps_bottom,
  count(*) filter (csat >= 4)::uinteger as csat_top,
  count(*) filter (csat < 4)::uinteger as csat_other,
  count(*) filter (ces >= 5)::uinteger as ces_top,
  count(*) filter (ces < 5)::uinteger as ces_other
from record.handover
group by all;
create view record.followed_counted as
select
  ((year(day) - 1970) * 12 + month(day) - 1)::smallint as month, segment, channel, region,
  count(distinct response)::uinteger as answers,
  count(distinct response) filter (customer = 0)::uinteger as without_customer
from record.answer
where kind = 2 and touchpoint <> 0 and metric in (1, 2, 3)
group by all;
