-- Comments of answers that no longer stand stop standing with them.
-- params   none
-- columns  none
update record.comment set stands = false
from (select distinct response, batch, revision from contest where held and rank > 1) c
where c.response = comment.response and c.batch = comment.batch
  and c.revision = comment.revision;
