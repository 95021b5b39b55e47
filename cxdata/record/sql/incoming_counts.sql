-- What becomes of the file's accepted answers; the primary question is number 0.
-- params   none
-- columns  incoming bigint, standing bigint, replaced bigint, overlap bigint, added bigint
select
  (select count(*) from incoming where asked = 0) as incoming,
  (select count(*) from standing where asked = 0) as standing,
  (select count(*) from standing semi join known using (response, question)
    where asked = 0) as replaced,
  (select count(*) from incoming semi join known using (response, question)
    where asked = 0 and not named) as overlap,
  (select count(*) from standing) as added;
