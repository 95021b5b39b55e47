-- The file's customers, coded; of rows about the same customer the last counts.
-- params   $batch usmallint
-- columns  none
create temp table incoming as
select
  $batch::usmallint as batch, s.customer, coalesce(sg.code, 0)::usmallint as segment,
  coalesce(rg.code, 0)::usmallint as region, s.day as since, s.revenue, s.lifetime_value,
  s.churned_on, s.referred_by
from staged s
left join coding sg on sg.dimension = 'segment' and sg.name = s.segment
left join coding rg on rg.dimension = 'region' and rg.name = s.region
where s.left_out is null and s.reason is null
qualify row_number() over (partition by s.customer order by s.row desc) = 1;
