-- Handovers are found and counted anew: an answer in between changes which one is next.
-- params   none
-- columns  none
create or replace table record.handover as
from record.handover_counted
order by day, from_touchpoint, touchpoint, standing, customer;
create or replace table record.handed as
from record.handed_counted
order by month, within, standing, from_touchpoint, touchpoint, from_team, team;
create or replace table record.followed as
from record.followed_counted
order by month, segment, channel, region;
