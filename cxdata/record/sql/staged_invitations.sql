-- Invitations as text (`raw`), worked out. fault is the column that a row is rejected for.
-- params   $naive varchar[] (strptime formats beside ISO; null: none)
-- columns  none
create temp table staged as
with read as (
  select row, left_out, touchpoint, team, segment, channel, region, null::varchar as measure,
    date_trunc('month', coalesce(try_cast(month as date), try_strptime(month, $naive)::date,
      try_strptime(month, '%Y-%m')::date))::date as day,
    case lower(kind) when 'relational' then 1 when 'touchpoint' then 2 end::utinyint as kind,
    try_cast(eligible as bigint) as eligible, try_cast(invited as bigint) as invited,
    try_cast(answered as bigint) as answered,
    month as day_text, kind as kind_text, eligible as eligible_text, invited as invited_text,
    answered as answered_text
  from raw
)
select *,
  case
    when left_out is not null then null
    when day is null then 'month'
    when kind is null then 'kind'
    when eligible_text is not null and (eligible is null or eligible < 0) then 'eligible'
    when invited_text is not null and (invited is null or invited < 0) then 'invited'
    when answered_text is not null and (answered is null or answered < 0) then 'answered'
  end as fault,
  case fault when 'month' then day_text when 'kind' then kind_text when 'eligible' then
    eligible_text when 'invited' then invited_text when 'answered' then answered_text end as value,
  case fault when 'month' then if(day_text is null, 'no_date', 'bad_date')
    when 'kind' then 'bad_survey' when null then null else if(fault is null, null, 'bad_number')
  end as reason
from read;
