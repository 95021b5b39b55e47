-- Incentive plans in versions, decisions on held payments, and the event of every change.
create table plan (
  id text not null,
  number integer not null check (number > 0),
  text text not null,
  author text not null,
  at text not null,
  primary key (id, number)
);

create table decision (
  number integer primary key,
  plan text not null,
  version integer not null,
  period text not null,
  team text not null,
  "check" text not null,
  verdict text not null check (verdict in ('pay', 'withhold')),
  reason text not null check (length(trim(reason)) > 0),
  figure text not null,
  author text not null,
  at text not null,
  foreign key (plan, version) references plan (id, number)
);
create index decision_of_period on decision (plan, period);

-- Who, when, what, before and after: written in the same transaction as the change itself.
create table event (
  number integer primary key,
  at text not null,
  who text not null,
  role text not null,
  what text not null,
  thing text not null,
  before text,
  after text
);
create index event_of_thing on event (thing);

create trigger event_keeps before update on event
begin select raise(abort, 'an event is never changed'); end;
create trigger event_stays before delete on event
begin select raise(abort, 'an event is never deleted'); end;

-- A version that was saved, and a decision that was taken, stand; the next one says otherwise.
create trigger plan_keeps before update on plan
begin select raise(abort, 'a saved version is never changed'); end;
create trigger plan_stays before delete on plan
begin select raise(abort, 'a saved version is never deleted'); end;
create trigger decision_keeps before update on decision
begin select raise(abort, 'a decision is never changed'); end;
create trigger decision_stays before delete on decision
begin select raise(abort, 'a decision is never deleted'); end;
