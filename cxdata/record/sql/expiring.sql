-- Comments of days before the first whose comments are kept go, whether they stand or not.
-- params   $since date
-- columns  none
delete from record.comment
where day < $since;
