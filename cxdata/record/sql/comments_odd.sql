-- Comments of the file's accepted rows that SQL cannot take as they are: they may hold personal
-- data (`masking.SUSPECT`), or letters that are folded otherwise than by SQL (`folding.ALIKE`).
-- params   $suspect varchar, $alike varchar (regular expressions)
-- columns  row bigint, text varchar, stands boolean
with said as (
  select row, comment as text
  from staged
  where comment is not null
    and (contains(comment, '  ') or regexp_matches(comment, $suspect)
      or not regexp_full_match(comment, $alike))
)
select row, text, row in (select row from standing) as stands
from said
where row in (select row from incoming)
order by row;
