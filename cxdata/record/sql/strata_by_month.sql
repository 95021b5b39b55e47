-- Touchpoint NPS answers by month and by what makes a case easy or hard, for scores of many windows.
-- params   $since date (inclusive), $until date (exclusive)
-- columns  month integer (since 1970-01), touchpoint usmallint, team usmallint, channel usmallint,
--          segment usmallint, n bigint, promoters bigint, detractors bigint
select
  ((year(month) - 1970) * 12 + month(month) - 1)::integer as month,
  touchpoint, team, channel, segment,
  sum(n)::bigint as n, sum(top)::bigint as promoters, sum(bottom)::bigint as detractors
from record.monthly
where kind = 2 and metric = 1 and month >= $since and month < $until
group by all;
