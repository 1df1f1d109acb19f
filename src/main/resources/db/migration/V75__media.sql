-- Files that shall be sent. They lie sealed in the spool folder; here is what opens them, as it is
-- in the messages that carry them, and where WhatsApp keeps them once they are uploaded. One file
-- may go out with many messages and is uploaded once.
create table media (
  account_id      uuid        not null references account on delete cascade,
  id              text        not null,
  file            text        not null,             -- its name in the spool folder
  type            text        not null,             -- see MediaType
  media_key       bytea       not null,
  file_sha256     bytea       not null,
  file_enc_sha256 bytea       not null,
  size            bigint      not null,             -- of the plain file
  mimetype        text        not null,
  file_name       text,
  width           integer,
  height          integer,
  keyed_at        timestamptz not null,
  used_at         timestamptz not null,             -- last asked for; what nobody uses goes
  -- of the upload
  tries           smallint    not null default 0,
  not_before      timestamptz,
  failure         text,                             -- why it will never be uploaded
  url             text,
  direct_path     text,
  primary key (account_id, id)
);

create index media_used on media (used_at);
create index media_file on media (file);

-- The file that a message has to wait for; empty once the message tells where it is.
alter table outbox add column media text;
