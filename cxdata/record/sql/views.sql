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
