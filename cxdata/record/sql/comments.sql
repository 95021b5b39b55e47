-- Comments by their numbers.
-- params   $numbers bigint[]
-- columns  number bigint, day date, kind utinyint, touchpoint usmallint, team usmallint,
--          segment usmallint, channel usmallint, region usmallint, metric utinyint, score utinyint,
--          text varchar
select
  rowid as number, day, kind, touchpoint, team, segment, channel, region, metric, score, text
from record.comment
where rowid in (select unnest($numbers));
