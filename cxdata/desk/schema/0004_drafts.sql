-- Presentations in the making: a person's, for a run of months. Every change is the next version of
-- its own, made in one transaction, so that two windows of one person take nothing from each other.
create table draft (
  who text not null check (length(who) > 0),
  period text not null,
  number integer not null check (number > 0),
  body text not null,
  at text not null,
  primary key (who, period, number)
);
