-- All customers who are there at the end of a run of months, and what they are worth.
-- params   $until smallint (exclusive; months since 1970-01); $segments, $regions integer[] of
--          codes, null keeps all
-- columns  customers bigint, valued bigint, value double, lasting bigint, lifetime double
select
  coalesce(sum(customers), 0)::bigint as customers, coalesce(sum(valued), 0)::bigint as valued,
  coalesce(sum(value), 0)::double / 100 as value, coalesce(sum(lasting), 0)::bigint as lasting,
  coalesce(sum(lifetime), 0)::double / 100 as lifetime
from record.base
where came < $until and gone >= $until
  and ($segments is null or list_contains($segments, segment))
  and ($regions is null or list_contains($regions, region));
