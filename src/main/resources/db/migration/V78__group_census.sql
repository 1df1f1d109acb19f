-- Of which device of an account all groups were asked for. An account that is paired anew has
-- another device, and may be in other groups.
create table group_census (
  account_id uuid        not null primary key references account on delete cascade,
  device     text        not null,
  asked_at   timestamptz not null
);
