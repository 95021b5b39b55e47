-- A page's counts: the mix of the relational NPS by month.
-- params   $since date (inclusive), $until date (exclusive)
-- columns  month integer (since 1970-01), segment usmallint, channel usmallint,
--          region usmallint, c0 bigint, c1 bigint, c2 bigint, c3 bigint, c4 bigint, c5 bigint,
--          c6 bigint, c7 bigint, c8 bigint, c9 bigint, c10 bigint
select
  ((year(month) - 1970) * 12 + month(month) - 1)::integer as month, segment, channel, region,
  sum(c0)::bigint as c0, sum(c1)::bigint as c1, sum(c2)::bigint as c2, sum(c3)::bigint as c3,
  sum(c4)::bigint as c4, sum(c5)::bigint as c5, sum(c6)::bigint as c6, sum(c7)::bigint as c7,
  sum(c8)::bigint as c8, sum(c9)::bigint as c9, sum(c10)::bigint as c10
from record.monthly
where kind = 1 and metric = 1 and month >= $since and month < $until
group by all;
