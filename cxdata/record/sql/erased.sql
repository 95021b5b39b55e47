-- The customers who were erased, by their hash.
-- params   $customers ubigint[]
-- columns  none
create temp table erased as
select unnest($customers::ubigint[]) as customer;
