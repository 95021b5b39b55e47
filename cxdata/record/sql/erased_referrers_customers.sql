-- Who recommended us to a customer of the file and was erased since is nobody any more; that
-- somebody did stays: the revenue of recommended customers is counted by it.
-- params   none
-- columns  none
update staged set referred_by = 1
where referred_by in (from erased);
