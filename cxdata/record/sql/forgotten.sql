-- What the file before left in memory goes.
-- params   none
-- columns  none
drop view if exists standing;
drop table if exists staged;
drop table if exists held;
drop table if exists verdict;
drop table if exists coding;
drop table if exists called;
drop table if exists owner;
drop table if exists incoming;
drop table if exists known;
drop table if exists contest;
drop table if exists touched;
drop table if exists worded;
drop table if exists settled;
