-- New names of a dimension.
-- params   $dimension varchar, $codes integer[], $names varchar[]
-- columns  none
insert into record.name
select $dimension, unnest($codes), unnest($names);
