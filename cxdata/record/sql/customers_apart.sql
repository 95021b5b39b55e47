-- Customers by the month of the relational answer that is their latest at the end of a run of
-- months, whoever they are: to see what two figures drawn from them would tell of a few.
-- params   $until smallint (exclusive; months since 1970-01); $whole boolean: by month alone
-- columns  month smallint, segment bigint, channel bigint, region bigint (codes, 0 where $whole),
--          unhappy bigint (detractors with a revenue), valued bigint (all with a revenue),
--          lasting bigint (all with a lifetime value)
select
  month, coalesce(segment, 0)::bigint as segment, coalesce(channel, 0)::bigint as channel,
  coalesce(region, 0)::bigint as region,
  coalesce(sum(known) filter (standing = 0), 0)::bigint as unhappy,
  sum(known)::bigint as valued, sum(lasting)::bigint as lasting
from record.latest
where month < $until and ends >= $until and whole = $whole
group by all
order by all;
