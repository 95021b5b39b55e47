-- The new cubes take the place of the old.
-- params   none
-- columns  none
drop table record.core;
alter table record.core_next rename to core;
drop table record.monthly;
alter table record.monthly_next rename to monthly;
drop table touched;
