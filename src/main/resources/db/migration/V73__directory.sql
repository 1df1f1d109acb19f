-- Whom an account knows. People are named by their address without device: the hidden id
-- (…@lid) if it is known, else the phone number (…@s.whatsapp.net).

-- Which hidden id is which number. One to one; WhatsApp cannot be asked for it, so nothing goes.
create table lid_mapping (
  account_id uuid        not null references account on delete cascade,
  lid        text        not null,
  phone      text        not null,
  learned_at timestamptz not null,
  primary key (account_id, lid),
  unique (account_id, phone)
);

-- What was true before: a number changed its owner, or a person their number.
create table lid_mapping_past (
  account_id uuid        not null references account on delete cascade,
  lid        text        not null,
  phone      text        not null,
  learned_at timestamptz not null,
  ended_at   timestamptz not null,
  primary key (account_id, lid, phone, ended_at)
);

create table contact (
  account_id    uuid        not null references account on delete cascade,
  jid           text        not null,
  book_name     text,
  verified_name text,
  push_name     text,
  updated_at    timestamptz not null,
  primary key (account_id, jid)
);

create index contact_by_name
  on contact (account_id, lower(coalesce(book_name, verified_name, push_name)), jid);

-- Without devices: forgotten at that time, so that an answer to an earlier question is not kept.
create table device_list (
  account_id uuid        not null references account on delete cascade,
  jid        text        not null,
  devices    text[],
  asked_at   timestamptz not null,
  primary key (account_id, jid)
);

create table group_chat (
  account_id        uuid        not null references account on delete cascade,
  jid               text        not null,
  subject           text        not null,
  description       text,
  owner             text,
  addressing_mode   text        not null,
  created_at        timestamptz,
  announce          boolean     not null,
  locked            boolean     not null,
  ephemeral_seconds integer     not null,
  gone              boolean     not null,  -- the account has left
  fresh             boolean     not null,  -- the members are believed to be right
  updated_at        timestamptz not null,
  primary key (account_id, jid)
);

create table group_member (
  account_id uuid not null,
  group_jid  text not null,
  jid        text not null,
  role       text not null,
  primary key (account_id, group_jid, jid),
  foreign key (account_id, group_jid) references group_chat on delete cascade
);
