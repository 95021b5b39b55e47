-- Names by code, those that the file adds among them.
-- params   $dimensions varchar[], $names varchar[], $codes integer[]
-- columns  none
create temp table called as
select
  unnest($dimensions) as dimension, unnest($names) as name, unnest($codes)::usmallint as code;
