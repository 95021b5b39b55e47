-- What a customer wrote, in every revision of every answer.
-- params   $customer ubigint
-- columns  text varchar
with theirs as (
  select response from record.answer where customer = $customer
  union
  select response from record.shadow where customer = $customer
)
select text
from record.comment
where response in (from theirs)
