-- Every day is to be counted anew, those that no longer hold an answer too.
-- params   none
-- columns  none
create temp table touched as
select day from record.core
union
select day from record.answer;
