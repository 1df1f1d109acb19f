-- Secrets of the paired devices. Every sealed column is AES-256-GCM under the account's data key;
-- the data key is wrapped by the master key, which never enters the database. Without its row in
-- data_key, nothing of an account can be read again, in a backup either.

-- Which master key this database is written with. One row.
create table master_key_check (
    only_row      boolean primary key default true check (only_row),
    master_key_id text not null
);

create table data_key (
    account_id    uuid primary key,
    wrapped       bytea not null,
    master_key_id text not null
);

create table credential (
    account_id uuid primary key references data_key on delete cascade,
    sealed     bytea not null,
    updated_at timestamptz not null
);

create table credential_archive (
    id          bigint generated always as identity primary key,
    account_id  uuid not null references data_key on delete cascade,
    sealed      bytea not null,
    reason      text not null,
    archived_at timestamptz not null
);

create index credential_archive_account on credential_archive (account_id);
create index credential_archive_age on credential_archive (archived_at);

create table pre_key (
    account_id uuid not null references data_key on delete cascade,
    id         integer not null,
    sealed     bytea not null,
    uploaded   boolean not null default false,
    primary key (account_id, id)
);

create table pre_key_counter (
    account_id uuid primary key references data_key on delete cascade,
    next_id    integer not null
);
