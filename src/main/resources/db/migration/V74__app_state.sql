-- What the devices of an account keep in common: the keys that the phone shared, sealed as in V20,
-- and how far each collection was followed.

create table app_state_key (
    account_id uuid  not null references data_key on delete cascade,
    key_id     bytea not null,
    sealed     bytea not null,
    made_at    timestamptz,
    primary key (account_id, key_id)
);

create table app_state (
    account_id uuid    not null references data_key on delete cascade,
    collection text    not null,
    version    bigint  not null,
    sum        bytea   not null check (length(sum) = 128),
    behind     boolean not null, -- there is more on the server, as far as is known
    primary key (account_id, collection)
);

-- The MACs of what is in a collection: what is changed is taken out of the sum by its old one.
create table app_state_entry (
    account_id uuid  not null,
    collection text  not null,
    index_mac  bytea not null,
    value_mac  bytea not null,
    primary key (account_id, collection, index_mac),
    foreign key (account_id, collection) references app_state on delete cascade
);

-- Null for credentials from before this was kept: their key counts as old.
alter table credential add column signed_pre_key_at timestamptz;

-- Messages that could not be read, until the phone was asked for them. No column of the message:
-- that would cost every other message an index.
create table missing_message (
    account_id uuid        not null references account on delete cascade,
    message_id text        not null,
    chat       text        not null, -- bare jid, as the message came
    sender     text        not null, -- bare jid
    from_me    boolean     not null,
    at         timestamptz not null,
    ask_at     timestamptz not null,
    asked      boolean     not null default false,
    primary key (account_id, message_id, chat, sender)
);
create index missing_message_due on missing_message (account_id, ask_at) where not asked;
