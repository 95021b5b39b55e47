-- The cells of the file that were not taken, in the file's order.
-- params   $most bigint (how many to return)
-- columns  row bigint, asked utinyint (null: the date or the survey is at fault), value varchar,
--          reason varchar ('' where asked is null), state utinyint
with cells as (
  from (unpivot staged on columns('^q[0-9]+$') into name question value cell) s
  join verdict v on v.column_name = s.question and v.cell = s.cell
  where left_out is null
),
faults as (
  select row, asked, s.cell as value, reason, 0::utinyint as state
  from cells s
  where reason <> ''
  union all
  select row, null, any_value(fault), '', state
  from cells
  where reason = '' and score is not null and state <> 0
  group by row, state
)
select row, asked, value, reason, state
from faults
order by row, asked
limit $most;
