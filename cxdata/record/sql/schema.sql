-- An empty record: every table of a snapshot, in the database attached as `record`.
-- params   none
-- columns  none
create table record.meta (key varchar, value varchar);
create table record.organisation (version integer, text varchar, author varchar, moment timestamp);
create table record.batch (
  id usmallint, name varchar, sha256 varchar, tool varchar, kind varchar, moment timestamp,
  author varchar, reading varchar, report varchar, rolled_back_at timestamp, rolled_back_by varchar
);
create table record.name (dimension varchar, code usmallint, name varchar);
create table record.answer (
  metric utinyint, day date, moment timestamp, kind utinyint, score utinyint, touchpoint usmallint,
  team usmallint, segment usmallint, channel usmallint, region usmallint, batch usmallint,
  source usmallint, question usmallint, revision bigint, customer ubigint, origin ubigint,
  response uhugeint
);
-- Answers that were given but do not stand: an earlier revision, or what a second file repeats.
-- Rolling the batch of the standing answer back brings the best of them back.
create table record.shadow as from record.answer limit 0;
-- `text` is masked (masking.py); `folded` is its spelling for search (folding.py).
create table record.comment (
  batch usmallint, source usmallint, response uhugeint, revision bigint, kind utinyint,
  touchpoint usmallint, team usmallint, day date, score utinyint, metric utinyint,
  segment usmallint, channel usmallint, region usmallint, stands boolean, text varchar,
  folded varchar
);
create table record.invitation (
  batch usmallint, month date, kind utinyint, touchpoint usmallint, team usmallint,
  segment usmallint, channel usmallint, region usmallint, eligible bigint, invited bigint,
  answered bigint
);
create table record.measure (
  batch usmallint, day date, touchpoint usmallint, team usmallint, measure usmallint,
  value double, n bigint
);
create table record.customer (
  batch usmallint, customer ubigint, segment usmallint, region usmallint, since date,
  revenue double, lifetime_value double, churned_on date, referred_by ubigint
);
create table record.contact (
  batch usmallint, customer ubigint, touchpoint usmallint, team usmallint, day date, told boolean
);
create table record.core (
  day date, kind utinyint, touchpoint usmallint, team usmallint, metric utinyint,
  n uinteger, top uinteger, bottom uinteger, sum uinteger, squares uinteger,
  c0 uinteger, c1 uinteger, c2 uinteger, c3 uinteger, c4 uinteger, c5 uinteger,
  c6 uinteger, c7 uinteger, c8 uinteger, c9 uinteger, c10 uinteger
);
create table record.monthly (
  month date, kind utinyint, touchpoint usmallint, team usmallint, metric utinyint,
  segment usmallint, channel usmallint, region usmallint,
  n uinteger, top uinteger, bottom uinteger, sum uinteger, squares uinteger,
  c0 uinteger, c1 uinteger, c2 uinteger, c3 uinteger, c4 uinteger, c5 uinteger,
  c6 uinteger, c7 uinteger, c8 uinteger, c9 uinteger, c10 uinteger
);
create table record.latest (
  whole boolean, month smallint, ends smallint, standing utinyint, segment usmallint,
  channel usmallint, region usmallint, customers uinteger, known uinteger, cents hugeint,
  watched uinteger, churned uinteger, value hugeint, squares hugeint,
  lasting uinteger, lifetime hugeint, lifetime_squares hugeint
);
create table record.base (
  came smallint, gone smallint, segment usmallint, region usmallint, referred boolean,
  customers uinteger, valued uinteger, value hugeint, lasting uinteger, lifetime hugeint
);
-- A touchpoint answer and the same customer's next one, where that lies at another touchpoint and at
-- most 90 days later: a handover. `standing` is how the first one was meant (0 bad, 1 middling,
-- 2 good, by its NPS, else CSAT, else ease); all else but the first two are of the second one.
create table record.handover (
  day date, days utinyint, from_touchpoint usmallint, from_team usmallint, standing utinyint,
  touchpoint usmallint, team usmallint, nps utinyint, csat utinyint, ces utinyint,
  segment usmallint, channel usmallint, region usmallint, customer ubigint
);
-- Handovers counted: by month since 1970-01, and `within` (7, 14, 30, 60, 90) days.
create table record.handed (
  month smallint, within utinyint, from_touchpoint usmallint, from_team usmallint,
  standing utinyint, touchpoint usmallint, team usmallint,
  nps_top uinteger, nps_middle uinteger, nps_bottom uinteger, csat_top uinteger,
  csat_other uinteger, ces_top uinteger, ces_other uinteger
);
-- Touchpoint answers by month, and how many carry no customer: those are not followed.
create table record.followed (
  month smallint, segment usmallint, channel usmallint, region usmallint, answers uinteger,
  without_customer uinteger
);
