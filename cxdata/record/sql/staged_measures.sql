-- Operational figures as text (`raw`), worked out. fault is the column a row is rejected for.
-- params   $naive varchar[] (strptime formats beside ISO; null: none)
-- columns  none
create temp table staged as
with read as (
  select row, left_out, touchpoint, team, null::varchar as segment, null::varchar as channel,
    null::varchar as region, measure,
    coalesce(try_cast(day as date), try_strptime(day, $naive)::date) as day,
    try_cast(value as double) as figure, try_cast(n as bigint) as n,
    day as day_text, value as figure_text, n as n_text
  from raw
)
select *,
  case
    when left_out is not null then null
    when day is null then 'day'
    when measure is null then 'measure'
    when figure is null or not isfinite(figure) then 'value'
    when n_text is not null and (n is null or n < 0) then 'n'
  end as fault,
  case fault when 'day' then day_text when 'value' then figure_text when 'n' then n_text end
    as value,
  case fault when 'day' then if(day_text is null, 'no_date', 'bad_date') when 'measure' then 'no_key'
    when 'value' then 'bad_number' when 'n' then 'bad_number' end as reason
from read;
