-- Rows without an id that are alike get different identities, by their occurrence in the file: so
-- the record holds as many of them as the file that has most (after those in `held`, if any).
-- params   none
-- columns  none
update staged
set response = md5_number(staged.response::varchar || ' ' || (held.times + counted.occurrence))
from held, (
  select row, row_number() over (partition by response order by row) as occurrence
  from staged
  where not named
) counted
where staged.row = counted.row and held.alike = staged.response and not staged.named;
