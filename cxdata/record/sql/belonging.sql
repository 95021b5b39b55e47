-- Comments that hold a word of one of several themes, and of which themes: eight in one scan.
-- params   $any varchar, a regular expression that matches where one of the eight does; $whole_1,
--          $whole_2, $whole_3, $whole_4, $whole_5, $whole_6, $whole_7, $whole_8 varchar, one a
--          theme, null: none
-- columns  number bigint, themes utinyint
select
  rowid as number,
  -- a bit a theme, the lowest is the first's
  coalesce(regexp_matches(folded, $whole_1), false)::utinyint
    | (coalesce(regexp_matches(folded, $whole_2), false)::utinyint << 1)
    | (coalesce(regexp_matches(folded, $whole_3), false)::utinyint << 2)
    | (coalesce(regexp_matches(folded, $whole_4), false)::utinyint << 3)
    | (coalesce(regexp_matches(folded, $whole_5), false)::utinyint << 4)
    | (coalesce(regexp_matches(folded, $whole_6), false)::utinyint << 5)
    | (coalesce(regexp_matches(folded, $whole_7), false)::utinyint << 6)
    | (coalesce(regexp_matches(folded, $whole_8), false)::utinyint << 7) as themes
from record.comment
where stands and regexp_matches(folded, $any);
