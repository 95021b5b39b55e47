-- Whether a batch is in the record: a row if so.
-- params   $batch integer
-- columns  name varchar
select name
from record.batch
where id = $batch and rolled_back_at is null;
