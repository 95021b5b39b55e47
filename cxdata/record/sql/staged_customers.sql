-- Customers as text (`raw`), worked out: money may have a decimal comma (12000,50 or 12.000,50) or
-- separate thousands (12,000.50). fault is the column that a row is rejected for.
-- params   $naive varchar[] (strptime formats beside ISO; null: none), $key of the hashes
-- columns  none
create temp table staged as
with plain as (
  from raw
  select * replace (
    case when regexp_full_match(revenue, '-?\d{1,3}(,\d{3})+\.\d+') then replace(revenue, ',', '')
      when regexp_full_match(revenue, '-?(\d{1,3}(\.\d{3})+|\d+),\d{1,2}')
        then replace(replace(revenue, '.', ''), ',', '.') else revenue end as revenue,
    case when regexp_full_match(lifetime_value, '-?\d{1,3}(,\d{3})+\.\d+')
        then replace(lifetime_value, ',', '')
      when regexp_full_match(lifetime_value, '-?(\d{1,3}(\.\d{3})+|\d+),\d{1,2}')
        then replace(replace(lifetime_value, '.', ''), ',', '.') else lifetime_value
      end as lifetime_value)
),
read as (
  select row, left_out, null::varchar as touchpoint, null::varchar as team, segment,
    null::varchar as channel, region, null::varchar as measure,
    (md5_number($key || customer) >> 64)::ubigint as customer,
    case when referred_by is null then 0
      else (md5_number($key || referred_by) >> 64)::ubigint end as referred_by,
    coalesce(try_cast(since as date), try_strptime(since, $naive)::date) as day,
    coalesce(try_cast(churned_on as date), try_strptime(churned_on, $naive)::date) as churned_on,
    try_cast(revenue as double) as revenue, try_cast(lifetime_value as double) as lifetime_value,
    since as day_text, churned_on as churned_text, revenue as revenue_text,
    lifetime_value as lifetime_text
  from plain
)
select *,
  case
    when left_out is not null then null
    when customer is null then 'customer'
    when day_text is not null and day is null then 'since'
    when churned_text is not null and churned_on is null then 'churned_on'
    when revenue_text is not null and not coalesce(abs(revenue) < 1e15, false) then 'revenue'
    when lifetime_text is not null and not coalesce(isfinite(lifetime_value), false)
      then 'lifetime_value'
  end as fault,
  case fault when 'since' then day_text when 'churned_on' then churned_text
    when 'revenue' then revenue_text when 'lifetime_value' then lifetime_text end as value,
  case fault when 'customer' then 'no_key' when 'since' then 'bad_date'
    when 'churned_on' then 'bad_date' when 'revenue' then 'bad_number'
    when 'lifetime_value' then 'bad_number' end as reason
from read;
