-- A customer's answers between two days, a row a response, oldest first, with what was said.
-- params   $customer ubigint, $since date, $until date (inclusive)
-- columns  day date, kind utinyint, touchpoint usmallint, team usmallint, nps utinyint,
--          csat utinyint, ces utinyint, text varchar
with answered as (
  select
    response, min(day) as day, min(moment) as moment, kind, min(touchpoint) as touchpoint,
    min(team) as team, max(score) filter (metric = 1) as nps,
    max(score) filter (metric = 2) as csat, max(score) filter (metric = 3) as ces
  from record.answer
  where customer = $customer and day >= $since and day <= $until and metric in (1, 2, 3)
  group by response, kind
),
said as (
  select response, max(text) as text
  from record.comment
  where stands and response in (select response from answered)
  group by response
)
select day, kind, touchpoint, team, nps, csat, ces, text
from answered
left join said using (response)
order by moment, response;
