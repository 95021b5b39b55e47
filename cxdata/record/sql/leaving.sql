-- The batch that is to leave the record.
-- params   $batch integer
-- columns  none
create temp table leaving as select $batch::usmallint as batch;
