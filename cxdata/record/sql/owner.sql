-- The team that owns each touchpoint, by code.
-- params   $touchpoints integer[], $teams integer[]
-- columns  none
create temp table owner as
select unnest($touchpoints)::usmallint as touchpoint, unnest($teams)::usmallint as team;
