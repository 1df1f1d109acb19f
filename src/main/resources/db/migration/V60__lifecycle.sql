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
alter table pre_key add column archive_id bigint references credential_archive on delete cascade;
create index pre_key_archive on pre_key (archive_id) where archive_id is not null;
