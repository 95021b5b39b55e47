-- The file's rows by what their marks and dates make of them.
-- params   none
-- columns  left_out varchar, state utinyint, rows bigint, unnamed bigint, first timestamp,
--          last timestamp
select
  left_out, state, count(*) as rows, count(*) filter (not named) as unnamed,
  min(wall) filter (state in (0, 3)) as first, max(wall) filter (state in (0, 3)) as last
from staged
group by all
order by all;
