-- Answers of a company with 24 touchpoints, 20 teams, 4 segments, 5 channels and 6 regions over 36
-- months, one in five relational, comments on one in five; the same on every machine.
-- params   $answers bigint
-- columns  response_id varchar, answered_at varchar, kind varchar, touchpoint varchar, team varchar,
--          segment varchar, channel varchar, region varchar, customer varchar, nps integer,
--          comment varchar
with drawn as (
  select i, hash(i) as h, hash(i + 1000000007) as g
  from range($answers) t(i)
),
placed as (
  select *, h % 5 = 0 as relational, (h // 5 % 24)::integer as place,
    timestamp '2023-11-01' + to_seconds((h // 1000 % 94687200)::bigint) as moment
  from drawn
)
select
  'R' || lpad(i::varchar, 9, '0') as response_id,
  strftime(moment, '%Y-%m-%dT%H:%M:%SZ') as answered_at,
  if(relational, 'relational', 'touchpoint') as kind,
  if(relational, null, 'touchpoint_' || place) as touchpoint,
  if(relational, null, 'team_' || ((place + g % 3) % 20)) as team,
  'Segment ' || (g // 7 % 4) as segment, 'Channel ' || (g // 31 % 5) as channel,
  'Region ' || (g // 157 % 6) as region, 'C' || (g // 1000 % 400000) as customer,
  [0, 1, 2, 3, 4, 5, 6, 6, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10, 10, 10][(g // 13 % 20)::bigint + 1] as nps,
  case when h // 7 % 5 = 0 then 'The delivery came ' || (g % 9) || ' days after it was promised, '
    || 'and nobody called. Order ' || (h % 100000) || '.' end as comment
from placed
order by i
