-- Everything of the customers in `erased` goes, with all revisions of what they answered. Who came
-- by their recommendation came by somebody's. Leaves `touched`: the days to count anew.
-- params   none
-- columns  none
create temp table theirs as
select distinct response from record.answer where customer in (from erased)
union
select distinct response from record.shadow where customer in (from erased);
create temp table touched as
select distinct day from record.answer where response in (from theirs);
delete from record.answer where response in (from theirs);
delete from record.shadow where response in (from theirs);
delete from record.comment where response in (from theirs);
delete from record.customer where customer in (from erased);
delete from record.contact where customer in (from erased);
update record.customer set referred_by = 1 where referred_by in (from erased);
