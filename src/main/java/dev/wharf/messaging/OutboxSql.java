package dev.wharf.messaging;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Objects;
import java.util.Optional;

/** The statements of the outbox. Each is all that its step asks of the database. */
final class OutboxSql {

  private OutboxSql() {}

  /**
   * $1 account, $2 key, $3 fingerprint, $4 message id, $5 now, $6 to, $7 kind, $8 content, $9
   * payload, $10 target, $11 effect, $12 shape, $13 expires, $14 typing, $15 file to upload.
   *
   * <p>Who comes second with a key waits on its row and then sees who was first.
   */
  static final String ACCEPT =
      """
      with place as (
        select coalesce((select jid from chat where account_id = $1 and other = $6 limit 1), $6)
          as chat),
      claim as (
        insert into message_key (account_id, key, fingerprint, message_id, chat, at)
        select $1, $2, $3, $4, place.chat, $5 from place where $2::text is not null
        on conflict (account_id, key) do update set at = message_key.at
        returning message_id, fingerprint, chat),
      fresh as (
        select place.chat from place where not exists (select 1 from claim where message_id <> $4)),
      talk as (
        insert into chat (account_id, jid, last_at, known)
        select $1, fresh.chat, $5, false from fresh where $10::text is null
        on conflict (account_id, jid) do update set last_at = greatest(chat.last_at, $5)),
      stored as (
        insert into message (account_id, message_id, chat, sender, from_me, at, stored_at, state,
          kind, content, payload, target, effect, shape)
        select $1, $4, fresh.chat, '', true, $5, $5, 0, $7, $8, $9, $10, $11, $12 from fresh),
      queued as (
        insert into outbox (account_id, message_id, chat, not_before, expires_at, typing, media)
        select $1, $4, fresh.chat, $5, $13, $14, $15 from fresh)
      select exists (select 1 from fresh) as fresh,
        coalesce((select message_id from claim), $4) as message_id,
        (select fingerprint from claim) as fingerprint,
        coalesce((select chat from claim), (select chat from place)) as chat
      """;

  static final String REPLAY =
      "select message_id, fingerprint, chat from message_key where account_id = $1 and key = $2";

  private static final String FAILING =
      """
      , ended as (
        update message m set state = 1, failure_code = $3, failure_message = $4,
          failure_action = $5, progress_id = $6, progress_at = $7, attempts = gone.attempts
        from gone
        where m.account_id = $1 and m.message_id = $2 and m.chat = gone.chat and m.sender = ''
          and m.from_me and m.state = 0
        returning m.message_id, m.state, m.chat)
      select ended.*, c.other as chat_other, c.push_name as chat_name
      from ended left join chat c on c.account_id = $1 and c.jid = ended.chat
      """;

  /** $1 account, $2 message id, $3 to $5 the failure, $6 event, $7 now; as the next one. */
  static final String CANCEL =
      "with gone as (delete from outbox where account_id = $1 and message_id = $2 and attempts = 0"
          + " returning chat, attempts)"
          + FAILING;

  static final String FAILED =
      "with gone as (delete from outbox where account_id = $1 and message_id = $2"
          + " returning chat, attempts)"
          + FAILING;

  static final String STANDING =
      "select state, failure_code from message where account_id = $1 and message_id = $2"
          + " and from_me and sender = '' limit 1";

  /** $1 account, $2 now, $3 limit, $4 ids on the way. */
  static final String WAITING =
      """
      with held as (
        select chat, min(id) as first from outbox
        where account_id = $1 and not_before > $2 group by chat),
      due as (
        select o.* from outbox o left join held on held.chat = o.chat
        where o.account_id = $1 and o.not_before <= $2 and o.expires_at > $2
          and (held.first is null or o.id < held.first) and o.message_id <> all ($4)
        order by o.id limit $3)
      select due.message_id, due.chat, due.attempts, due.typing, due.expires_at, due.media, m.stored_at,
        m.shape, m.payload, coalesce(c.known, false) as known
      from due
      join message m on m.account_id = $1 and m.message_id = due.message_id and m.chat = due.chat
        and m.sender = '' and m.from_me
      left join chat c on c.account_id = $1 and c.jid = due.chat
      order by due.id
      """;

  static final String KNOWN =
      "select exists (select 1 from chat where account_id = $1 and (jid = $2 or other = $2) and known)"
          + " as known";

  static final String LEAVING =
      "update outbox set attempts = least(attempts, 32000) + 1, waits_for = null"
          + " where account_id = $1 and message_id = $2";

  static final String LEAVING_GROUP =
      """
      with left_now as (
        update outbox set attempts = least(attempts, 32000) + 1, waits_for = null
        where account_id = $1 and message_id = $2 returning chat)
      update message m set recipients = $3 from left_now
      where m.account_id = $1 and m.message_id = $2 and m.chat = left_now.chat and m.sender = ''
        and m.from_me
      """;

  /** $1 account, $2 message id, $3 at, $4 event, $5 now. */
  static final String ACKED =
      """
      with gone as (
        delete from outbox where account_id = $1 and message_id = $2 returning attempts),
      came as (
        update message m set state = 2, sent_at = $3, progress_id = $4, progress_at = $5,
          attempts = coalesce((select attempts from gone), m.attempts),
          failure_code = null, failure_message = null, failure_action = null
        where m.account_id = $1 and m.message_id = $2 and m.sender = '' and m.from_me
          and (m.state = 0 or (m.state = 1 and m.attempts > 0))
        returning m.message_id, m.state, m.chat, m.at, m.target, m.effect),
      met as (
        update chat c set known = true from came
        where c.account_id = $1 and c.jid = came.chat and not c.known),
      cause as (
        select array[chat] as chats, array[''] as senders, true as from_me, at, target, effect
        from came),
      """
          + Effect.CHANGED
          + """
      select came.*, c.other as chat_other, c.push_name as chat_name
      from came left join chat c on c.account_id = $1 and c.jid = came.chat
      """;

  static final String POSTPONE =
      "update outbox set not_before = $3, waits_for = $4 where account_id = $1 and message_id = $2";

  /** $1 account, $2 message id, $3 payload. */
  static final String UPLOADED =
      """
      with sendable as (
        update outbox set media = null where account_id = $1 and message_id = $2 returning chat)
      update message m set payload = $3 from sendable
      where m.account_id = $1 and m.message_id = $2 and m.chat = sendable.chat and m.sender = ''
        and m.from_me
      """;

  /** $1 account, $2 why it waits, $3 now. */
  static final String RESUME =
      "update outbox set not_before = $3 where account_id = $1 and waits_for = $2 and not_before > $3";

  /** Of each chat its first: what is behind it cannot be due before. $2 ids on the way. */
  static final String NEXT_DUE =
      """
      select min(first.not_before) as due from (
        select distinct on (chat) not_before from outbox
        where account_id = $1 and message_id <> all ($2) order by chat, id) first
      """;

  /** $1 the time, $2 to $4 the failure, $5 now. */
  static final String EXPIRE =
      """
      with gone as (
        delete from outbox where expires_at <= $1
        returning account_id, message_id, chat, attempts),
      ended as (
        update message m set state = 1, failure_code = $2, failure_message = $3,
          failure_action = $4, progress_id = gen_random_uuid(), progress_at = $5,
          attempts = gone.attempts
        from gone
        where m.account_id = gone.account_id and m.message_id = gone.message_id
          and m.chat = gone.chat and m.sender = '' and m.from_me and m.state = 0
        returning m.account_id, m.id, m.message_id, m.state, m.chat, m.progress_id as event_id)
      select ended.*, c.other as chat_other, c.push_name as chat_name
      from ended left join chat c on c.account_id = ended.account_id and c.jid = ended.chat
      order by ended.id
      """;

  static Outgoing outgoing(AccountId account, Row row) {
    Jid to = Jid.parse(row.getString("chat"));
    return new Outgoing(
        account,
        new MessageId(row.getString("message_id")),
        to,
        Columns.shape(row.getJsonObject("shape")),
        row.getBuffer("payload").getBytes(),
        Objects.requireNonNull(Columns.time(row, "stored_at")),
        Objects.requireNonNull(Columns.time(row, "expires_at")),
        row.getShort("attempts"),
        !row.getBoolean("known") && !Jid.GROUP_SERVER.equals(to.server()),
        row.getBoolean("typing"),
        Optional.ofNullable(row.getString("media")));
  }
}
