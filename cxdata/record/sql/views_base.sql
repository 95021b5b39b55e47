-- All customers, whether they ever answered or not: by the months in which they came and left
-- (since 1970-01; -32768: not known; 32767: still here), and whether somebody recommended us.
-- params   none
-- columns  none
create view record.base_counted as
select
  coalesce((year(since) - 1970) * 12 + month(since) - 1, -32768)::smallint as came,
  coalesce((year(churned_on) - 1970) * 12 + month(churned_on) - 1, 32767)::smallint as gone,
  segment, region, coalesce(referred_by, 0) <> 0 as referred, count(*)::uinteger as customers,
  count(revenue)::uinteger as valued,
  coalesce(sum(round(least(greatest(revenue, 0), 1e12) * 100)::hugeint)
    filter (revenue is not null), 0)::hugeint as value,
  count(lifetime_value)::uinteger as lasting,
  coalesce(sum(round(least(greatest(lifetime_value, 0), 1e12) * 100)::hugeint)
    filter (lifetime_value is not null), 0)::hugeint as lifetime
from record.customer_now
group by all
order by came, gone, segment, region, referred;
