-- The file's invitations, coded; rows about the same are added up.
-- params   $batch usmallint
-- columns  none
create temp table incoming as
select
  $batch::usmallint as batch, s.day as month, s.kind,
  coalesce(tp.code, 0)::usmallint as touchpoint, coalesce(tm.code, 0)::usmallint as team,
  coalesce(sg.code, 0)::usmallint as segment, coalesce(ch.code, 0)::usmallint as channel,
  coalesce(rg.code, 0)::usmallint as region, sum(coalesce(eligible, 0))::bigint as eligible,
  sum(coalesce(invited, 0))::bigint as invited, sum(coalesce(answered, 0))::bigint as answered
from staged s
left join coding tp on tp.dimension = 'touchpoint' and tp.name = s.touchpoint
left join coding tm on tm.dimension = 'team' and tm.name = s.team
left join coding sg on sg.dimension = 'segment' and sg.name = s.segment
left join coding ch on ch.dimension = 'channel' and ch.name = s.channel
left join coding rg on rg.dimension = 'region' and rg.name = s.region
where s.left_out is null and s.reason is null
group by all;
