-- The accepted answers of the file, coded, a row an answer. `verdict` says what each cell is worth,
-- `coding` gives the codes of names, `owner` the team that owns a touchpoint.
-- params   $batch usmallint
-- columns  none
create temp table incoming as
with coded as (
  select
    s.row, s.response, s.named, s.revision, s.moment, s.day, s.kind, s.customer, s.origin,
    coalesce(tp.code, 0) as touchpoint, coalesce(tm.code, 0) as team,
    coalesce(sg.code, 0) as segment, coalesce(ch.code, 0) as channel, coalesce(rg.code, 0) as region,
    coalesce(so.code, 0) as source,
    columns('^q[0-9]+$')
  from staged s
  left join coding tp on tp.dimension = 'touchpoint' and tp.name = s.touchpoint
  left join coding tm on tm.dimension = 'team' and tm.name = s.team
  left join coding sg on sg.dimension = 'segment' and sg.name = s.segment
  left join coding ch on ch.dimension = 'channel' and ch.name = s.channel
  left join coding rg on rg.dimension = 'region' and rg.name = s.region
  left join coding so on so.dimension = 'source' and so.name = s.source
  where s.left_out is null and s.state = 0
),
asked as (unpivot coded on columns('^q[0-9]+$') into name question value cell)
select
  v.metric, a.day, a.moment, a.kind, v.score,
  coalesce(v.place, a.touchpoint)::usmallint as touchpoint,
  (case when a.team = 0 and a.kind = 2 then coalesce(o.team, 0) else a.team end)::usmallint as team,
  a.segment::usmallint as segment, a.channel::usmallint as channel, a.region::usmallint as region,
  $batch::usmallint as batch, a.source::usmallint as source, v.question, a.revision, a.customer,
  a.origin, a.response, a.row, a.named, v.asked
from asked a
join verdict v on v.column_name = a.question and v.cell = a.cell and v.score is not null
left join owner o on o.touchpoint = coalesce(v.place, a.touchpoint);
