-- Answers that all carry a comment of 6 to 25 words, in English, Dutch and French with accents; one
-- in eight holds a number; otherwise as answers.sql; the same on every machine.
-- params   $answers bigint
-- columns  response_id varchar, answered_at varchar, kind varchar, touchpoint varchar, team varchar,
--          segment varchar, channel varchar, region varchar, customer varchar, nps integer,
--          comment varchar
with vocabulary as (
  select string_split('the delivery came late and nobody called me back when i asked for a refund of '
    || 'my order driver was friendly but app crashed during payment thank you quick help store staff '
    || 'were rude price too high invoice wrong again never answer phone great service would recommend '
    || 'happy broken package returned twice waiting weeks support agent solved problem immediately '
    || 'password reset website slow café geïrriteerd vriendelijk bezorging te laat déçu livraison '
    || 'retardée très bien', ' ') as words
),
drawn as (
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
  array_to_string(list_transform(range((6 + h % 20)::bigint), lambda k:
    words[(hash(i * 31 + k) % len(words) + 1)::bigint]), ' ')
    || if(h // 7 % 8 = 0, '. Order ' || (h % 100000), '') as comment
from placed, vocabulary
order by i
