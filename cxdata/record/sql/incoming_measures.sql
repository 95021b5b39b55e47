-- The file's operational figures, coded; rows about the same become their weighted mean.
-- params   $batch usmallint
-- columns  none
create temp table incoming as
select
  $batch::usmallint as batch, s.day, coalesce(tp.code, 0)::usmallint as touchpoint,
  coalesce(tm.code, 0)::usmallint as team, coalesce(ms.code, 0)::usmallint as measure,
  case when count(*) = 1 or sum(coalesce(n, 1)) = 0 then avg(figure)
    else sum(figure * coalesce(n, 1)) / sum(coalesce(n, 1)) end as value,
  sum(coalesce(n, 1))::bigint as n
from staged s
left join coding tp on tp.dimension = 'touchpoint' and tp.name = s.touchpoint
left join coding tm on tm.dimension = 'team' and tm.name = s.team
left join coding ms on ms.dimension = 'measure' and ms.name = s.measure
where s.left_out is null and s.reason is null
group by s.day, tp.code, tm.code, ms.code;
