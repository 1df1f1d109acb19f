-- What peers gave an account so that it may write to them, and when it last gave them the same. By the hidden id
-- (…@lid) if it is known, else by the phone number.
create table privacy_token (
  account_id uuid not null references account on delete cascade,
  jid        text not null,
  token      bytea,
  made_at    timestamptz,       -- as its maker says; weeks later it is worth nothing
  issued_at  timestamptz,
  primary key (account_id, jid),
  check ((token is null) = (made_at is null))
);

-- The secret that stands in for a token that is not there yet, as the phone shared it; sealed as in V20.
create table token_salt (
  account_id uuid  not null primary key references data_key on delete cascade,
  sealed     bytea not null
);

-- Whether others see the account as there; null leaves it to the setting of the process.
alter table account add column presence text;
