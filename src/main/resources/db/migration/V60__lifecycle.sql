-- What must survive a restart of the lifecycle: when an activation ends, and when the account was
-- last connected (to the hour), which tells credentials that were unlinked meanwhile.
alter table account
  add column activation_ends timestamptz,
  add column connected_at    timestamptz;

-- The client version that last worked. One row.
create table client_version (
  only_row boolean     primary key default true check (only_row),
  version  text        not null,
  source   text        not null,
  since    timestamptz not null
);

-- Pre-keys go with the credentials into the archive: an undone logout needs them again.
-- The key is no number of this database, so that it keeps its meaning in a backup.
alter table credential_archive add column key uuid not null unique default gen_random_uuid();
alter table pre_key add column archive uuid references credential_archive (key) on delete cascade;
create index pre_key_archive on pre_key (archive) where archive is not null;
