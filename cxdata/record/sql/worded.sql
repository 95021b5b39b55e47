-- An empty table for the comments that are worded anew: row, text as it is kept, text to search.
-- params   none
-- columns  none
create temp table worded (row bigint, text varchar, folded varchar);
