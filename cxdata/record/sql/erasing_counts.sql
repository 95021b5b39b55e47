-- What the record holds of the customers in `erased`.
-- params   none
-- columns  what varchar, rows bigint
with theirs as (
  select response from record.answer where customer in (from erased)
  union
  select response from record.shadow where customer in (from erased)
)
select 'answers' as what, count(*) as rows
from record.answer
where response in (from theirs)
union all
select 'earlier revisions', count(*)
from record.shadow
where response in (from theirs)
union all
select 'comments', count(*)
from record.comment
where response in (from theirs)
union all
select 'rows of the customer list', count(*)
from record.customer
where customer in (from erased)
union all
select 'recommendations', count(*)
from record.customer
where referred_by in (from erased)
union all
select 'contacts', count(*)
from record.contact
where customer in (from erased);
