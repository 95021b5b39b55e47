-- Which answer to a question and response stands: the latest revision, else the latest by date;
-- where those agree, what was written decides, never the order in which files came.
-- params   none
-- columns  none
create temp table contest as
with contested as (
  select response, question from known
  union
  select response, question from incoming group by all having count(*) > 1
),
entry as (
  select *, null::bigint as row, null::boolean as named, null::utinyint as asked, true as held
  from known
  union all by name
  select *, false as held
  from incoming
  semi join contested using (response, question)
)
select
  e.*,
  row_number() over (
    partition by e.response, e.question
    order by e.revision desc, e.moment desc, e.score desc, e.kind, tp.name desc, tm.name desc,
      sg.name desc, ch.name desc, rg.name desc, e.customer desc, e.origin desc, e.held desc, e.row
  ) as rank
from entry e
left join called tp on tp.dimension = 'touchpoint' and tp.code = e.touchpoint
left join called tm on tm.dimension = 'team' and tm.code = e.team
left join called sg on sg.dimension = 'segment' and sg.code = e.segment
left join called ch on ch.dimension = 'channel' and ch.code = e.channel
left join called rg on rg.dimension = 'region' and rg.code = e.region;
