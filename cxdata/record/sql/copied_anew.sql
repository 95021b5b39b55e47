-- The record row by row into an empty file: what was deleted stays in the blocks of the old one.
-- params   none
-- columns  none
copy from database record to clean;
