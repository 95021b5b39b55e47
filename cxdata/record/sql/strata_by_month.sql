-- Touchpoint NPS answers by month and by what makes a case easy or hard, for scores of many windows.
-- params   $since date (inclusive), $until date (exclusive)
-- columns  month integer (since 1970-01), touchpoint usmallint, team usmallint, channel usmallint,
--          segment usmallint, promoters bigint, passives bigint, detractors bigint
select
  ((year(month) - 1970) * 12 + month(month) - 1)::integer as month,
  touchpoint, team, channel, segment,
  sum(c9 + c10)::bigint as promoters,
  sum(c7 + c8)::bigint as passives,
  sum(c0 + c1 + c2 + c3 + c4 + c5 + c6)::bigint as detractors
from record.monthly
where kind = 2 and metric = 1 and month >= $since and month < $until
group by all;
