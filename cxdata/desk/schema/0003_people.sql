-- Who may come in and as what, which logins ended before their time, and who looked at whose data.
create table person (
  id text primary key,
  issuer text not null,
  subject text not null,
  name text not null,
  email text not null,
  -- Given by a steward; '' leaves it to the groups of the login.
  role text not null default '',
  departments text not null default '[]',
  teams text not null default '[]',
  -- What the groups of the last login gave: JSON, '' where they gave nothing.
  by_groups text not null default '',
  revoked_at text,
  first_came text not null,
  last_came text not null,
  unique (issuer, subject)
);

-- Logins that were ended by logging out: a copy of their cookie opens nothing.
create table ended (
  token text primary key,
  at text not null
);

-- Who looked at whose comments, customers' ways or money: once a person, thing and day.
create table look (
  number integer primary key,
  day text not null,
  at text not null,
  who text not null,
  role text not null,
  what text not null check (what in ('comments', 'ways', 'money')),
  thing text not null,
  unique (day, who, role, what, thing)
);
create index look_of_person on look (who, number);

create trigger look_keeps before update on look
begin select raise(abort, 'what was looked at is never changed'); end;
create trigger look_stays before delete on look
begin select raise(abort, 'what was looked at is never deleted'); end;
