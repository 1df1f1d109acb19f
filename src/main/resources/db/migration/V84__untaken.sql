-- What the phone told its companion and what was not taken in yet, sealed as in V20: opened with a
-- ratchet that opens it only once, so that nobody gives it again.
create table untaken (
    account_id uuid        not null references data_key on delete cascade,
    message_id text        not null, -- with which it was told
    sealed     bytea       not null, -- the message
    told_at    timestamptz not null,
    tries      smallint    not null default 0,
    not_before timestamptz, -- of the next try
    primary key (account_id, message_id)
);
