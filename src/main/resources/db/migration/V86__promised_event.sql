-- Events of what is stored in other tables, written in the same transaction. The event log takes them over; what lies
-- here when a process starts was left untold by the last one.
create table promised_event (
    id         uuid primary key,
    account_id uuid        not null references account on delete cascade,
    at         timestamptz not null,
    type       text        not null,
    data       jsonb       not null
);
