-- Business days of answers that do not stand, after the organisation's time zone changed.
-- params   $zone varchar
-- columns  none
update record.shadow set day = timezone($zone, timezone('UTC', moment))::date;
