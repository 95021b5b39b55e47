-- Rows of the counts of all customers that the customers do not bear out; 0 if all is well.
-- params   none
-- columns  rows bigint
select count(*) as rows
from (
  (from record.base except all from record.base_counted)
  union all
  (from record.base_counted except all from record.base)
);
