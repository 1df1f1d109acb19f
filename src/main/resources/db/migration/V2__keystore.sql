-- Tells at the start whether the configured master key is the one this database was written with.
create table master_key_check (
  one           boolean     primary key default true check (one),
  master_key_id text        not null,
  sealed        bytea       not null,
  created_at    timestamptz not null default now()
);

-- The data key of an account, wrapped by the master key of that id, and the pre-key id that comes next.
create table account_key (
  account_id      uuid primary key references account on delete cascade,
  master_key_id   text not null,
  wrapped         bytea not null,
  next_pre_key_id integer not null default 1
);

-- Without a data key nothing can be read, so nothing outlives it.
create table credentials (
  account_id uuid        primary key references account_key on delete cascade,
  sealed     bytea       not null,
  updated_at timestamptz not null default now()
);

-- allocated keeps the order of making, for ids start again at 1 one day.
create table pre_key (
  account_id uuid    not null references account_key on delete cascade,
  id         integer not null,
  allocated  bigint  generated always as identity,
  sealed     bytea   not null,
  uploaded   boolean not null default false,
  primary key (account_id, id)
);

create index pre_key_pending on pre_key (account_id, allocated) where not uploaded;

-- Credentials that were put aside, still sealed, until they are purged.
create table credentials_archive (
  id            bigint      generated always as identity primary key,
  account_id    uuid        not null references account on delete cascade,
  reason        text        not null,
  archived_at   timestamptz not null,
  master_key_id text        not null,
  wrapped       bytea       not null,
  sealed        bytea       not null
);

create index credentials_archive_at on credentials_archive (archived_at);
