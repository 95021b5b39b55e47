-- An import is written down.
-- params   $id integer, $name, $sha256, $tool, $kind varchar, $at timestamp (UTC), $author,
--          $reading (JSON), $report (JSON) varchar
-- columns  none
insert into record.batch values (
  $id, $name, $sha256, $tool, $kind, $at, $author, $reading, $report, null, null
);
