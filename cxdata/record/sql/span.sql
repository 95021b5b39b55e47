-- First and last day of relational answers, of all answers where there are none; the last of all.
-- params   none
-- columns  first date, last date, newest date
select
  coalesce(min(day) filter (kind = 1), min(day)) as first,
  coalesce(max(day) filter (kind = 1), max(day)) as last,
  max(day) as newest
from record.core;
