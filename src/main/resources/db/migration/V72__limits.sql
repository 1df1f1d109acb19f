-- How much an account has used of its limits, and what the operator set. One row, which whoever
-- takes from a limit locks. Space is left in each page, so that a row is rewritten where it lies.
create table account_limit (
  account_id   uuid        primary key references account on delete cascade,
  known_since  timestamptz not null,              -- the first day of the warm-up begins here
  phone_number text,                              -- digits of the number that this is the age of
  settings     jsonb       not null default '{}', -- what differs from the defaults
  usage        bytea       not null default '\x', -- see UsageCodec
  holds        jsonb       not null default '{}', -- limit -> until and why, as WhatsApp said
  told         jsonb       not null default '{}'  -- limit -> no event before, in milliseconds
) with (fillfactor = 50);
