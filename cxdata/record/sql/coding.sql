-- The codes of the file's names.
-- params   $dimensions varchar[], $names varchar[], $codes integer[]
-- columns  none
create temp table coding as
select
  unnest($dimensions) as dimension, unnest($names) as name, unnest($codes)::usmallint as code;
