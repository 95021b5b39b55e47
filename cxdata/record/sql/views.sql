-- What stands of invitations, measures, customers and contacts: of each, the latest batch's row.
-- params   none
-- columns  none
create view record.invitation_now as
from record.invitation
qualify row_number() over (
  partition by month, kind, touchpoint, team, segment, channel, region order by batch desc) = 1;
create view record.measure_now as
from record.measure
qualify row_number() over (partition by day, touchpoint, team, measure order by batch desc) = 1;
create view record.customer_now as
from record.customer
qualify row_number() over (partition by customer order by batch desc) = 1;
create view record.contact_now as
from record.contact
qualify row_number() over (
  partition by customer, touchpoint, team, day, told order by batch desc) = 1;
-- A customer's last relational answer of a month stands from that month on, until the month of the
-- next one. `ends` is the last end of a view (exclusive, months since 1970-01) that it is the
-- latest for; 32767: for good. Two kinds of rows: customers with revenue (they stop when the
-- customer leaves), and watched customers with whether they left within a year. Counted twice:
-- in all (`whole`, without segment, channel and region), and by them. What customers are worth is
-- in cents, with squares for the score weighted by it: a value under 0 counts as 0, and one of
-- over a trillion as a trillion.
create view record.latest_counted as
with monthly as (
  select
    customer, (year(day) - 1970) * 12 + month(day) - 1 as month, day, segment, channel, region,
    case when score >= 9 then 2 when score >= 7 then 1 else 0 end as standing
  from record.answer
  where kind = 1 and metric = 1 and customer <> 0
  qualify row_number() over (
    partition by customer, year(day), month(day) order by day desc, score, moment, response) = 1
),
stood as (
  select
    m.*, c.customer is not null as held, revenue, lifetime_value, churned_on,
    coalesce(lead(month) over (partition by m.customer order by month), 32767) as following,
    coalesce((year(churned_on) - 1970) * 12 + month(churned_on) - 1, 32767) as gone
  from monthly m
  left join record.customer_now c on c.customer = m.customer
),
parts as (
  select
    month, least(following, gone) as ends, standing, segment, channel, region,
    1 as customers, (revenue is not null)::integer as known,
    coalesce(round(revenue * 100), 0)::hugeint as cents, 0 as watched, 0 as churned,
    coalesce(round(least(greatest(revenue, 0), 1e12) * 100), 0)::hugeint as value,
    (lifetime_value is not null)::integer as lasting,
    coalesce(round(least(greatest(lifetime_value, 0), 1e12) * 100), 0)::hugeint as lifetime
  from stood
  where gone > month
  union all
  select
    month, following, standing, segment, channel, region, 0, 0, 0, 1,
    coalesce(churned_on <= day + interval 1 year, false)::integer, 0, 0, 0
  from stood
  where held and (churned_on is null or churned_on > day)
)
select
  grouping(segment) = 1 as whole, month::smallint as month, ends::smallint as ends,
  standing::utinyint as standing, segment, channel, region, sum(customers)::uinteger as customers,
  sum(known)::uinteger as known, sum(cents)::hugeint as cents, sum(watched)::uinteger as watched,
  sum(churned)::uinteger as churned, sum(value)::hugeint as value,
  sum(value * value)::hugeint as squares, sum(lasting)::uinteger as lasting,
  sum(lifetime)::hugeint as lifetime, sum(lifetime * lifetime)::hugeint as lifetime_squares
from parts
group by grouping sets (
  (month, ends, standing), (month, ends, standing, segment, channel, region))
order by whole desc, month, ends, standing, segment, channel, region;
