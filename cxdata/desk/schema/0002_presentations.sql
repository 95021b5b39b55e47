-- Frozen presentations, and customers' ways that a person approved to be shown to everyone.
-- What a presentation shows never changes; only its title, and whether its link still opens.
create table presentation (
  id text primary key check (length(id) >= 22),
  title text not null check (length(trim(title)) > 0),
  body text not null,
  frozen_at text not null,
  frozen_by text not null,
  withdrawn_at text,
  withdrawn_by text
);
create trigger presentation_keeps before update of id, body, frozen_at, frozen_by on presentation
begin select raise(abort, 'a frozen presentation is never changed'); end;
create trigger presentation_stays before delete on presentation
begin select raise(abort, 'a frozen presentation is never deleted'); end;

-- A customer's words live here and nowhere else on the desk, under the record's keyed hash of the
-- customer, so that they can go: customer, body and reason are emptied, the rest says that they were.
create table approved_way (
  id text primary key check (length(id) >= 22),
  customer text,
  body text,
  reason text,
  approved_at text not null,
  approved_by text not null,
  role text not null,
  gone text check (gone in ('forgotten', 'withdrawn')),
  gone_at text,
  check ((gone is null) = (customer is not null and body is not null and reason is not null)),
  check (gone is null or (customer is null and body is null and reason is null))
);
create index approved_way_of_customer on approved_way (customer);
create trigger approved_way_keeps before update of body on approved_way
when new.body is not null
begin select raise(abort, 'an approved way is never changed: it can only go'); end;
