-- Business days after the organisation's time zone changed.
-- params   $zone varchar
-- columns  none
update record.answer set day = timezone($zone, timezone('UTC', moment))::date;
