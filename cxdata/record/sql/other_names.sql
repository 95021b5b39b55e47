-- The distinct names of each dimension in the file's rows that count.
-- params   none
-- columns  dimension varchar, name varchar, rows bigint
with fit as (from staged where left_out is null and reason is null)
select 'touchpoint' as dimension, touchpoint as name, count(*) as rows from fit group by all
union all select 'team', team, count(*) from fit group by all
union all select 'segment', segment, count(*) from fit group by all
union all select 'channel', channel, count(*) from fit group by all
union all select 'region', region, count(*) from fit group by all
union all select 'measure', measure, count(*) from fit group by all;
