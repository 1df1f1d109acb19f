-- What is agreed with peer devices and with groups. Sealed columns as in V20; what they are sealed
-- for names their row, so a row that takes the place of another does not open.
-- A peer is an address without its device (user@server), and the device beside it.

-- Everything with one device, apart from its skipped keys. Written with each message: there is room
-- in the page for the next version. Sealed bytes cannot be compressed, so that is not tried.
create table ratchet (
    account_id uuid    not null references data_key on delete cascade,
    peer       text    not null,
    device     integer not null,
    sealed     bytea   not null,
    primary key (account_id, peer, device)
) with (fillfactor = 70);
alter table ratchet alter column sealed set storage external;

-- Keys of messages that have not come, although later ones of their chain have.
create table skipped_key (
    account_id uuid    not null,
    peer       text    not null,
    device     integer not null,
    chain      bytea   not null,
    counter    bigint  not null,
    sealed     bytea   not null,
    primary key (account_id, peer, device, chain, counter),
    foreign key (account_id, peer, device) references ratchet on delete cascade
);

-- What a device sends to a group with, and the skipped keys of that.
create table sender_key (
    account_id uuid    not null references data_key on delete cascade,
    group_jid  text    not null,
    peer       text    not null,
    device     integer not null,
    sealed     bytea   not null,
    primary key (account_id, group_jid, peer, device)
) with (fillfactor = 70);
alter table sender_key alter column sealed set storage external;
create index sender_key_peer on sender_key (account_id, peer);

create table skipped_sender_key (
    account_id uuid    not null,
    group_jid  text    not null,
    peer       text    not null,
    device     integer not null,
    chain      bytea   not null,
    counter    bigint  not null,
    sealed     bytea   not null,
    primary key (account_id, group_jid, peer, device, chain, counter),
    foreign key (account_id, group_jid, peer, device) references sender_key on delete cascade
);

-- What we send to a group with, and which devices were given it.
create table own_sender_key (
    account_id uuid  not null references data_key on delete cascade,
    group_jid  text  not null,
    sealed     bytea not null,
    primary key (account_id, group_jid)
) with (fillfactor = 70);

create table own_sender_key_holder (
    account_id uuid    not null,
    group_jid  text    not null,
    peer       text    not null,
    device     integer not null,
    primary key (account_id, group_jid, peer, device),
    foreign key (account_id, group_jid) references own_sender_key on delete cascade
);
create index own_sender_key_holder_peer on own_sender_key_holder (account_id, peer);

-- Who a device was last. Public, hence not sealed.
create table peer_identity (
    account_id uuid        not null references data_key on delete cascade,
    peer       text        not null,
    device     integer     not null,
    identity   bytea       not null check (length(identity) = 32),
    first_seen timestamptz not null,
    changed_at timestamptz,
    primary key (account_id, peer, device)
);

-- Messages that were begun with one of them may still be on their way.
create table former_signed_pre_key (
    account_id  uuid        not null references data_key on delete cascade,
    id          integer     not null,
    sealed      bytea       not null,
    replaced_at timestamptz not null,
    primary key (account_id, id)
);
