-- A fact about the record itself.
-- params   $key varchar, $value varchar
-- columns  none
insert into record.meta values ($key, $value);
