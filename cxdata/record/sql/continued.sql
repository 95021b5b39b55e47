-- Of the file's answers, how many carry an id that the record knows from another source, and how
-- many of those agree in moment and score: the same survey under another name.
-- params   none
-- columns  source varchar, code usmallint, known bigint, same bigint
select
  n.name as source, n.code, count(*) as known,
  count(*) filter (a.moment = i.moment and a.score = i.score) as same
from incoming i
join staged s using (row)
join record.name n on n.dimension = 'source' and n.code <> 0 and n.code <> i.source
join record.answer a
  on a.response = md5_number(n.name || chr(31) || s.id) and a.question = i.question
where s.id is not null
group by all
order by same desc, n.code;
