-- One more of each that the record holds. Run until nothing changes.
-- params   none
-- columns  Count bigint
update held set times = times + 1
where md5_number(alike::varchar || ' ' || (times + 1)) in (select response from record.answer);
