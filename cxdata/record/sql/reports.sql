-- What was said of each import that is in the record and brought answers.
-- params   none
-- columns  report varchar (JSON)
select report from record.batch where rolled_back_at is null and kind = 'answers';
