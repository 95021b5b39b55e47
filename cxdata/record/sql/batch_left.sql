-- The batch stays on the list, marked.
-- params   $batch integer, $at timestamp (UTC), $author varchar
-- columns  none
update record.batch set rolled_back_at = $at, rolled_back_by = $author
where id = $batch;
