-- The file's invitations against the record: rows, rows it holds just so, rows it holds otherwise.
-- params   none
-- columns  incoming bigint, same bigint, known bigint
select
  (select count(*) from incoming) as incoming,
  (select count(*) from (select * exclude (batch) from incoming
    intersect select * exclude (batch) from record.invitation_now)) as same,
  (select count(*) from incoming semi join record.invitation_now
    using (month, kind, touchpoint, team, segment, channel, region)) as known;
