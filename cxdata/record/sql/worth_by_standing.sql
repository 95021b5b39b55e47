-- Customers by how they last answered the relational survey, still there at the end of a run of
-- months, with what they are worth. A filter keeps the customers whose latest answer it keeps.
-- params   $since smallint (inclusive), $until smallint (exclusive; months since 1970-01);
--          $segments, $channels, $regions integer[] of codes, null keeps all
-- columns  standing utinyint (0 detractor, 1 passive, 2 promoter), customers bigint,
--          valued bigint, value double, squares double, lasting bigint, lifetime double,
--          lifetime_squares double
select
  standing, sum(customers)::bigint as customers, sum(known)::bigint as valued,
  sum(value)::double / 100 as value, sum(squares)::double / 1e4 as squares,
  sum(lasting)::bigint as lasting, sum(lifetime)::double / 100 as lifetime,
  sum(lifetime_squares)::double / 1e4 as lifetime_squares
from record.latest
where month >= $since and month < $until and ends >= $until
  and whole = ($segments is null and $channels is null and $regions is null)
  and ($segments is null or list_contains($segments, segment))
  and ($channels is null or list_contains($channels, channel))
  and ($regions is null or list_contains($regions, region))
group by all
having sum(customers) > 0
order by standing;
