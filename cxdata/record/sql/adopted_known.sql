-- The file's answers that another source's ids tell are that source's.
-- params   $source varchar, $code integer
-- columns  none
update incoming
set response = md5_number($source || chr(31) || s.id), source = $code
from staged s
where s.row = incoming.row and s.id is not null
  and md5_number($source || chr(31) || s.id) in (select response from record.answer);
