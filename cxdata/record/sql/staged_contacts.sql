-- Contacts as text (`raw`), worked out. fault is the column that a row is rejected for.
-- params   $naive varchar[] (strptime formats beside ISO; null: none), $key of the hashes
-- columns  none
create temp table staged as
with read as (
  select row, left_out, touchpoint, team, null::varchar as segment, null::varchar as channel,
    null::varchar as region, null::varchar as measure,
    (md5_number($key || customer) >> 64)::ubigint as customer,
    coalesce(try_cast(day as date), try_strptime(day, $naive)::date) as day,
    case when lower(told) in ('true', 'yes', '1') then true
      when lower(told) in ('false', 'no', '0') then false end as told,
    day as day_text, told as told_text
  from raw
)
select *,
  case
    when left_out is not null then null
    when customer is null then 'customer'
    when day is null then 'day'
    when told is null then 'told'
  end as fault,
  case fault when 'day' then day_text when 'told' then told_text end as value,
  case fault when 'customer' then 'no_key' when 'day' then
    if(day_text is null, 'no_date', 'bad_date') when 'told' then 'bad_number' end as reason
from read;
