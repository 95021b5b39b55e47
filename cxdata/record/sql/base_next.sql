-- How many customers there are, by when they came and left, and what they are worth.
-- params   none
-- columns  none
create or replace table record.base as from record.base_counted;
