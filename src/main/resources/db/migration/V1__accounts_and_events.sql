-- An account: what the operator entered, what they want, and the standing it last came to rest in.
-- A live connection state is never stored here.
create table account (
  id             uuid        primary key,
  name           text        not null,
  tenant         text,
  external_id    text,
  metadata       jsonb       not null,
  proxy          text,
  created_at     timestamptz not null,
  wanted         boolean     not null,
  wanted_at      timestamptz not null,
  paired         boolean     not null,
  phone_number   text,                  -- digits only
  lid            text,
  push_name      text,
  platform       text,
  status         text        not null,  -- inactive, cooldown or banned
  state          text        not null,
  since          timestamptz not null,
  reason_code    text,
  reason_origin  text,
  reason_message text,
  reason_action  text,
  until          timestamptz
);

create unique index account_external_id on account (coalesce(tenant, ''), external_id) where external_id is not null;

-- What happened to an account, for people. Ids are handed out in blocks, in the order of writing.
create sequence timeline_id increment by 100;

create table timeline (
  id             bigint      primary key,
  account_id     uuid        not null references account on delete cascade,
  at             timestamptz not null,
  kind           text        not null,
  status         text,
  state          text,
  reason_code    text,
  reason_origin  text,
  reason_message text,
  reason_action  text,
  link           bigint,
  step           text,
  duration_ms    bigint,
  outcome        text
);

create index timeline_of_account on timeline (account_id, id desc);
create index timeline_at on timeline using brin (at);

-- What was pushed. Outlives its account, so that a reader with a cursor also hears of the deletion.
-- The unique id tells a batch whose commit went unanswered from one that was rolled back.
create sequence event_seq increment by 100;

create table event_log (
  seq        bigint      primary key,
  id         uuid        not null unique,
  account_id uuid        not null,
  type       text        not null,
  at         timestamptz not null,
  data       jsonb       not null
);

create index event_log_at on event_log using brin (at);
