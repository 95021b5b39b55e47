-- The codes in use in each dimension of the cubes.
-- params   none
-- columns  dimension varchar, code usmallint
select 'kind' as dimension, kind::usmallint as code from record.core group by all
union all select 'touchpoint', touchpoint from record.core group by all
union all select 'team', team from record.core group by all
union all select 'metric', metric::usmallint from record.core group by all
union all select 'segment', segment from record.monthly group by all
union all select 'channel', channel from record.monthly group by all
union all select 'region', region from record.monthly group by all;
