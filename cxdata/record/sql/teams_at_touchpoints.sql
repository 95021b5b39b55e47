-- Touchpoint answers by touchpoint and the team that they carry.
-- params   none
-- columns  touchpoint varchar, team varchar, n bigint
select p.name as touchpoint, t.name as team, sum(c.n)::bigint as n
from record.core c
join record.name p on p.dimension = 'touchpoint' and p.code = c.touchpoint
join record.name t on t.dimension = 'team' and t.code = c.team
where c.kind = 2
group by all
order by all;
