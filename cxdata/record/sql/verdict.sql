-- What every distinct score cell of the file is worth, with its question's codes.
-- params   $columns varchar[], $cells varchar[], $scores integer[] (null: not accepted),
--          $reasons varchar[] ('' accepted or missing), $asked integer[] (number of the question),
--          $metrics, $questions, $places integer[] (null: the row's touchpoint)
-- columns  none
create temp table verdict as
select
  unnest($columns) as column_name, unnest($cells) as cell, unnest($scores)::utinyint as score,
  unnest($reasons) as reason, unnest($asked)::utinyint as asked,
  unnest($metrics)::utinyint as metric, unnest($questions)::usmallint as question,
  unnest($places)::usmallint as place;
