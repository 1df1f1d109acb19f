-- Messages, sent and received, one row each: also those that only change another one (edits,
-- reactions), so that every message is told apart, retried and announced in the same way.
create sequence message_seq;

create table message (
  account_id      uuid        not null references account on delete cascade,
  id              bigint      not null default nextval('message_seq'), -- the order of acceptance and arrival
  message_id      text        not null,
  chat            text        not null,            -- bare jid
  sender          text        not null,            -- bare jid; empty for the account itself
  from_me         boolean     not null,
  at              timestamptz not null,            -- accepted, or sent as the server says
  stored_at       timestamptz not null,
  state           smallint    not null,            -- see MessageState
  kind            text        not null,
  content         jsonb,                           -- what REST shows; goes after a while
  payload         bytea,                           -- protobuf; goes after a while
  target          text,                            -- the message that it changes, if that is all it does
  effect          jsonb,                           -- and how: {what, value}
  -- of what is sent from here
  shape           jsonb,
  attempts        smallint    not null default 0,  -- how often it left, once it waits no more
  recipients      integer,                         -- of a group; unknown if null
  sent_at         timestamptz,
  delivered_at    timestamptz,
  read_at         timestamptz,
  played_at       timestamptz,
  delivered_to    integer     not null default 0,
  read_by         integer     not null default 0,
  played_by       integer     not null default 0,
  failure_code    text,
  failure_message text,
  failure_action  text,
  -- of others
  sender_other    text,
  push_name       text,
  healed_at       timestamptz,
  -- what came of it later
  edited_at       timestamptz,
  deleted_at      timestamptz,
  reactions       jsonb,                           -- by jid, empty for the account itself
  votes           jsonb,
  -- under which ids it was announced, and when, by our clock
  event_id        uuid,
  event_at        timestamptz,
  progress_id     uuid,
  progress_at     timestamptz,
  primary key (account_id, id)
) with (fillfactor = 85);

-- A message is known by its id within chat and sender. Everything that comes later finds it here.
create unique index message_once on message (account_id, message_id, chat, sender, from_me);
create index message_of_chat on message (account_id, chat, id) where target is null;
create index message_stored on message using brin (stored_at);
create index message_event on message using brin (event_at);
create index message_progress on message using brin (progress_at);

-- What waits to be sent. Apart from the message, so that an acknowledgement or a receipt changes no
-- indexed column of the wide row, and the queue stays as small as it is short.
create sequence outbox_seq;

create table outbox (
  account_id    uuid        not null references account on delete cascade,
  id            bigint      not null default nextval('outbox_seq'),
  message_id    text        not null,
  chat          text        not null,
  not_before    timestamptz not null,
  expires_at    timestamptz not null,
  attempts      smallint    not null default 0,
  typing        boolean     not null,
  waits_for     text,
  primary key (account_id, id),
  unique (account_id, message_id)
);

create index outbox_expires on outbox (expires_at);

-- A conversation. A person may be known by phone number first and by hidden id later.
create table chat (
  account_id uuid        not null references account on delete cascade,
  jid        text        not null,
  other      text,                     -- the same person in the other namespace
  push_name  text,
  last_at    timestamptz not null,     -- when something in it was last accepted or came
  unread     integer     not null default 0,
  known      boolean     not null,     -- whether anything was exchanged
  primary key (account_id, jid)
) with (fillfactor = 70);

create index chat_other on chat (account_id, other) where other is not null;

-- Who of a group has a message. The stage before the last change tells what that change added.
create table message_receipt (
  account_id   uuid        not null references account on delete cascade,
  chat         text        not null,
  message_id   text        not null,
  recipient    text        not null,
  stage        smallint    not null,   -- see MessageState
  stage_before smallint    not null default 0,
  delivered_at timestamptz,
  read_at      timestamptz,
  played_at    timestamptz,
  event_id     uuid        not null,
  event_at     timestamptz not null,
  primary key (account_id, message_id, chat, recipient)
);

create index message_receipt_event on message_receipt using brin (event_at);

-- Requests that were accepted, so that asking again is not sending again.
create table message_key (
  account_id  uuid        not null references account on delete cascade,
  key         text        not null,
  fingerprint bytea       not null,
  message_id  text        not null,
  chat        text        not null,
  at          timestamptz not null,
  primary key (account_id, key)
);

create index message_key_at on message_key using brin (at);

-- What the session shall do besides sending messages.
create sequence errand_seq;

create table errand (
  account_id  uuid        not null references account on delete cascade,
  id          bigint      not null default nextval('errand_seq'),
  kind        text        not null,    -- read, typing
  chat        text        not null,
  participant text,
  message_ids text[],
  doing       text,
  at          timestamptz not null,
  until       timestamptz not null,
  primary key (account_id, id)
);
