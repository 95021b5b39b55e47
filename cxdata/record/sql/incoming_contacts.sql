-- The file's contacts, coded; a contact told twice is one.
-- params   $batch usmallint
-- columns  none
create temp table incoming as
select distinct
  $batch::usmallint as batch, s.customer, coalesce(tp.code, 0)::usmallint as touchpoint,
  coalesce(tm.code, 0)::usmallint as team, s.day, s.told
from staged s
left join coding tp on tp.dimension = 'touchpoint' and tp.name = s.touchpoint
left join coding tm on tm.dimension = 'team' and tm.name = s.team
where s.left_out is null and s.reason is null;
