-- The rest of the file is the continuation of that source.
-- params   $own integer (code of the file's own source), $source varchar, $code integer
-- columns  none
update incoming
set response = md5_number($source || chr(31) || s.id), source = $code
from staged s
where s.row = incoming.row and s.id is not null and incoming.source = $own;
