-- The key that operators show. Only its SHA-256 is kept; there is one at most.
create table api_key (
  only_one   boolean     primary key default true check (only_one),
  hash       bytea       not null,
  created_at timestamptz not null
);
