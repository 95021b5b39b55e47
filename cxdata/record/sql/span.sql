-- First and last day of relational answers, of all answers where there are none.
-- params   none
-- columns  first date, last date
select
  coalesce(min(day) filter (kind = 1), min(day)) as first,
  coalesce(max(day) filter (kind = 1), max(day)) as last
from record.core;
