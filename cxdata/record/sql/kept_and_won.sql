-- What a year did to the customers: of those there a year ago who is still there, and who is new.
-- params   $then smallint, $now smallint (months since 1970-01: the ends, exclusive, of two runs a
--          year apart)
-- columns  part varchar ('kept', 'lost', 'new', 'recommended'), segment bigint, region bigint
--          (codes), customers bigint, valued bigint, value double (revenue a year)
select
  case when came < $then and gone >= $now then 'kept' when came < $then then 'lost'
    when referred then 'recommended' else 'new' end as part,
  segment::bigint as segment, region::bigint as region,
  sum(customers)::bigint as customers, sum(valued)::bigint as valued,
  sum(value)::double / 100 as value
from record.base
where came < $then and gone >= $then or came >= $then and came < $now and gone >= $now
group by all
order by part, segment, region;
