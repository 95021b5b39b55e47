-- Which scores are favourable and unfavourable, by the metric's code.
-- params   $codes integer[], $tops integer[], $bottoms integer[]
-- columns  none
create temp table threshold as
select
  unnest($codes)::utinyint as metric, unnest($tops)::utinyint as top,
  unnest($bottoms)::utinyint as bottom;
