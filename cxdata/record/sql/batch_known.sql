-- Batches that brought a file with these very bytes, and the number of the next batch.
-- params   $sha256 varchar
-- columns  known usmallint (null: none), next integer
select
  max(id) filter (sha256 = $sha256 and rolled_back_at is null) as known, coalesce(max(id), 0)::integer + 1 as next
from record.batch;
