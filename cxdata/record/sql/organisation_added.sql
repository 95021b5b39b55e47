-- A new version of the organisation file.
-- params   $version integer, $text varchar, $author varchar, $at timestamp (UTC)
-- columns  none
insert into record.organisation values ($version, $text, $author, $at);
