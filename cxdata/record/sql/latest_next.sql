-- How many customers answered the relational survey last in which month, and until when that stood.
-- params   none
-- columns  none
create or replace table record.latest as from record.latest_counted;
