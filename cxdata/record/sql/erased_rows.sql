-- Rows of the file that are about a customer who was erased are left out of the record.
-- params   none
-- columns  none
update staged set left_out = 'of customers who were erased'
where left_out is null and customer in (from erased);
