-- A file's rows as text (`raw`) with identity, time and place worked out; q0, q1 … stay text.
-- state    0 fit, 1 no date, 2 date not understood, 3 neither relational nor touchpoint
-- named    whether the source gave an id; else response hashes the row itself
-- params   $special varchar ('unix', 'unix_ms', 'excel', 'none', or '' for text), $iso boolean,
--          $naive, $offset varchar[] (strptime formats without and with an offset; null: none),
--          $zone, $home_zone of the file, of the organisation; $key of the hashes;
--          $keep boolean (whether ids are still needed as text)
-- columns  none
create temp table staged as
with
-- A cast would take '14:05 CET' and forget the zone: only what is ISO goes into it.
written as (
  select *,
    case when $iso and regexp_full_match(date, '[0-9]{4}-[0-9]{2}-[0-9]{2}'
      || '([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)? ?([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)?)?')
      then date end as iso_date
  from raw
),
timed as (
  select *,
    case $special
      when '' then coalesce(try_cast(iso_date as timestamp),
        try_strptime(date, $naive)::timestamp)
      when 'unix' then make_timestamp((try_cast(date as double) * 1000000)::bigint)
      when 'unix_ms' then make_timestamp((try_cast(date as double) * 1000)::bigint)
      when 'excel' then timestamp '1899-12-30'
        + to_seconds(round(try_cast(date as double) * 86400)::bigint)
    end as naive,
    case
      when $special in ('unix', 'unix_ms') then naive
      when $special <> '' then null
      when regexp_matches(iso_date, ':[0-9.]+ ?([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)$')
        then timezone('UTC', try_cast(iso_date as timestamptz))
      else timezone('UTC', try_strptime(date, $offset)::timestamptz)
    end as instant
  from written
),
placed as (
  select *,
    coalesce(case when iso_date is not null then naive end, timezone($zone, timezone('UTC', instant)), naive)
      as wall,
    coalesce(instant, case when $zone = 'UTC' then naive
      else timezone('UTC', timezone($zone, naive)) end) as moment
  from timed
)
select
  row, left_out,
  case when id is not null then md5_number(source || chr(31) || id)
    else md5_number(content) end as response,
  id is not null as named,
  coalesce(try_cast(revision as double)::bigint, 0) as revision,
  wall, moment,
  case when instant is null and $zone = $home_zone then wall::date
    else timezone($home_zone, timezone('UTC', moment))::date end as day,
  case
    when $special = 'none' then 0
    when date is null then 1
    when moment is null or moment not between timestamp '1970-01-02' and timestamp '2199-12-31' then 2
    when lower(survey) not in ('relational', 'touchpoint') then 3
    else 0
  end::utinyint as state,
  case lower(survey) when 'relational' then 1 when 'touchpoint' then 2 end::utinyint as kind,
  touchpoint, team, segment, channel, region, source,
  case when customer is null then 0 else (md5_number($key || customer) >> 64)::ubigint end as customer,
  case when origin is null then 0 else (md5_number($key || origin) >> 64)::ubigint end as origin,
  comment, case when $keep then id end as id,
  case state when 2 then date when 3 then survey end as fault,
  columns('^q[0-9]+$')
from placed;
