-- The rows of the file that have no id, told apart by what stands in them; how many of each the
-- record holds is counted only where they are to be added to those.
-- params   none
-- columns  none
create temp table held as
select distinct response as alike, 0::bigint as times
from staged
where not named;
