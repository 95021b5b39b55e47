-- The file's contacts against the record: rows, rows it holds just so, rows it holds otherwise.
-- params   none
-- columns  incoming bigint, same bigint, known bigint
select
  (select count(*) from incoming) as incoming,
  (select count(*) from (select * exclude (batch) from incoming
    intersect select * exclude (batch) from record.contact_now)) as same,
  (select count(*) from incoming semi join record.contact_now
    using (customer, touchpoint, team, day, told)) as known;
