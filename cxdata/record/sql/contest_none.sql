-- Nothing of the file is known or repeated: nothing is contested.
-- params   none
-- columns  none
create temp table contest as
select *, false as held, 1::bigint as rank
from incoming
limit 0;
