-- Comments of the file that are older than comments are kept lose their words before they come in.
-- params   $since date (the first day whose comments are kept)
-- columns  none
update staged set comment = null
where comment is not null and left_out is null and day < $since;
