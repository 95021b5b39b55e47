-- Rows of the customers' latest answers that the answers do not bear out; 0 if all is well.
-- params   none
-- columns  rows bigint
select count(*) as rows
from (
  (from record.latest except all from record.latest_counted)
  union all
  (from record.latest_counted except all from record.latest)
);
