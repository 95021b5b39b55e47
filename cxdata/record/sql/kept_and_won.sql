-- What a year did to the customers: of those there a year ago who is still there, and who is new.
-- params   $then smallint, $now smallint (months since 1970-01: the ends, exclusive, of two runs a
--          year apart); $segments, $regions integer[] of codes, null keeps all
-- columns  part varchar ('kept', 'lost', 'new', 'recommended'), customers bigint, valued bigint,
--          value double (revenue a year)
select
  case when came < $then and gone >= $now then 'kept' when came < $then then 'lost'
    when referred then 'recommended' else 'new' end as part,
  sum(customers)::bigint as customers, sum(valued)::bigint as valued,
  sum(value)::double / 100 as value
from record.base
where (came < $then and gone >= $then or came >= $then and came < $now and gone >= $now)
  and ($segments is null or list_contains($segments, segment))
  and ($regions is null or list_contains($regions, region))
group by all
order by part;
