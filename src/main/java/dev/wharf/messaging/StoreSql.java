package dev.wharf.messaging;

/** The statements of the store. Each is all that its step asks of the database. */
final class StoreSql {

  private StoreSql() {}

  /**
   * $1 account, $2 message id, $3 chat, $4 chat in the other namespace, $5 sender, $6 sender in the
   * other, $7 from me, $8 at, $9 now, $10 push name, $11 kind, $12 content, $13 payload, $14
   * target, $15 effect, $16 event, $17 state.
   *
   * <p>Gives a row if something was stored. {@code split} says that the chat is there under its
   * other name, too.
   */
  static final String RECEIVE =
      """
      with place as (
        select coalesce((select jid from chat where account_id = $1 and other = $3 limit 1), $3)
          as chat),
      known as (
        select m.id from message m, place
        where m.account_id = $1 and m.message_id = $2 and m.from_me = $7
          and m.chat in (place.chat, $3, $4)
          and (m.sender in ($5, $6) or m.sender_other in ($5, $6)) limit 1),
      healed as (
        update message m set state = $17, kind = $11, payload = $13, target = $14, effect = $15,
          content = case when m.edited_at is null and m.deleted_at is null then $12
            else m.content end,
          push_name = coalesce($10, m.push_name), healed_at = $9, event_id = $16, event_at = $9
        from known
        where m.account_id = $1 and m.id = known.id and m.state = 11 and $17::smallint <> 11
        returning m.id),
      added as (
        insert into message (account_id, message_id, chat, sender, sender_other, from_me, at,
          stored_at, push_name, kind, content, payload, target, effect, event_id, event_at, state)
        select $1, $2, place.chat, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $9, $17
        from place where not exists (select 1 from known)
        on conflict (account_id, message_id, chat, sender, from_me) do nothing
        returning id),
      stored as (
        select false as healed from added union all select true from healed),
      talk as (
        insert into chat (account_id, jid, other, push_name, last_at, unread, known)
        select $1, place.chat, $4, case when $7 or place.chat like '%@g.us' then null else $10 end,
          $9, case when $7 then 0 else 1 end, true
        from place, added where $14::text is null
        on conflict (account_id, jid) do update set
          other = coalesce(chat.other, excluded.other),
          push_name = coalesce(excluded.push_name, chat.push_name),
          last_at = greatest(chat.last_at, excluded.last_at),
          unread = case when $7 then 0 else chat.unread + 1 end,
          known = true),
      cause as (
        select array_remove(array[place.chat, $3, $4], null) as chats,
          array_remove(array[$5, $6], null) as senders,
          $7::boolean as from_me, $8::timestamptz as at, $14::text as target, $15::jsonb as effect
        from stored, place),
      """
          + Effect.CHANGED
          + """
      select stored.healed, place.chat, coalesce(c.other, $4) as chat_other,
        coalesce(case when $7 or place.chat like '%@g.us' then null else $10 end, c.push_name)
          as chat_name,
        exists (select 1 from chat where account_id = $1 and jid = $4) as split
      from stored cross join place
      left join chat c on c.account_id = $1 and c.jid = place.chat
      """;

  private static final String WITH_CHAT =
      """
      select moved.*, c.other as chat_other, c.push_name as chat_name
      from moved left join chat c on c.account_id = $1 and c.jid = moved.chat
      """;

  /**
   * What waits is locked before the message, as everybody else does: an ack that comes at the same
   * time would wait for us and we for it. What waited when we began is read all the same.
   */
  private static final String HOLDING =
      """
      with held as materialized (
        select message_id from outbox where account_id = $1 and message_id = any ($2)
        order by message_id for update),
      """;

  /** $1 account, $2 message ids, $3 state, $4 at, $5 event, $6 now. */
  static final String SEEN_BY_PERSON =
      HOLDING
          + """
      moved as (
        update message m set state = $3,
          delivered_at = coalesce(m.delivered_at, $4),
          read_at = case when $3::smallint >= 4 then coalesce(m.read_at, $4) else m.read_at end,
          played_at = case when $3::smallint >= 5 then coalesce(m.played_at, $4)
            else m.played_at end,
          failure_code = null, failure_message = null, failure_action = null,
          progress_id = $5, progress_at = $6
        where (select count(*) from held) >= 0
          and m.account_id = $1 and m.message_id = any ($2) and m.from_me
          and m.chat not like '%@g.us' and m.state < $3
          and (m.state <> 1 or m.attempts > 0)
          and (m.state <> 0 or exists (select 1 from outbox o where o.account_id = $1
            and o.message_id = m.message_id and o.attempts > 0))
        returning m.message_id, m.state, m.chat),
      gone as (
        delete from outbox where account_id = $1 and attempts > 0
          and message_id in (select message_id from moved))
      """
          + WITH_CHAT;

  /**
   * What members of a group have: $1 account, $3 state, $6 now, $7 chat, and, each as long as the
   * others, $2 message ids, $4 at, $5 events, $8 who. A message has come as far as all of its
   * recipients. Gives a row for each message and member, with its {@code event_id}.
   */
  static final String SEEN_BY_MEMBERS =
      HOLDING
          + """
      seen as (
        select distinct on (message_id, recipient) message_id, recipient, at, event_id
        from unnest($2::text[], $8::text[], $4::timestamptz[], $5::uuid[])
          as s (message_id, recipient, at, event_id)
        order by message_id, recipient, at, event_id),
      told as (
        insert into message_receipt (account_id, chat, message_id, recipient, stage, delivered_at,
          read_at, played_at, event_id, event_at)
        select $1, m.chat, m.message_id, s.recipient, $3, s.at,
          case when $3::smallint >= 4 then s.at end,
          case when $3::smallint >= 5 then s.at end, s.event_id, $6
        from seen s join message m on m.message_id = s.message_id
        where (select count(*) from held) >= 0
          and m.account_id = $1 and m.from_me and m.sender = ''
          and m.chat = $7 and (m.state <> 1 or m.attempts > 0)
          and (m.state <> 0 or exists (select 1 from outbox o where o.account_id = $1
            and o.message_id = m.message_id and o.attempts > 0))
        order by s.message_id, s.recipient
        on conflict (account_id, message_id, chat, recipient) do update set
          stage_before = message_receipt.stage, stage = excluded.stage,
          read_at = coalesce(message_receipt.read_at, excluded.read_at),
          played_at = excluded.played_at,
          event_id = excluded.event_id, event_at = excluded.event_at
        where message_receipt.stage < excluded.stage
        returning message_id, recipient, event_id, stage, stage_before),
      counted as (
        select t.message_id, max(s.at) as at,
          count(*) filter (where t.stage_before < 3)::int as delivered,
          count(*) filter (where t.stage >= 4 and t.stage_before < 4)::int as read,
          count(*) filter (where t.stage >= 5)::int as played
        from told t join seen s using (message_id, recipient) group by t.message_id),
      moved as (
        update message m set
          delivered_to = m.delivered_to + t.delivered,
          read_by = m.read_by + t.read,
          played_by = m.played_by + t.played,
          state = greatest(m.state, case
            when m.played_by + t.played >= m.recipients then 5
            when m.read_by + t.read >= m.recipients then 4
            when m.delivered_to + t.delivered >= coalesce(m.recipients, 1) then 3
            else 2 end),
          delivered_at = coalesce(m.delivered_at,
            case when m.delivered_to + t.delivered >= coalesce(m.recipients, 1) then t.at end),
          read_at = coalesce(m.read_at, case when m.read_by + t.read >= m.recipients then t.at end),
          played_at = coalesce(m.played_at,
            case when m.played_by + t.played >= m.recipients then t.at end),
          failure_code = null, failure_message = null, failure_action = null
        from counted t
        where m.account_id = $1 and m.message_id = t.message_id and m.from_me and m.sender = ''
          and m.chat = $7
        returning m.message_id, m.state, m.chat),
      gone as (
        delete from outbox where account_id = $1 and attempts > 0
          and message_id in (select message_id from moved))
      select moved.*, told.event_id, c.other as chat_other, c.push_name as chat_name
      from moved join told on told.message_id = moved.message_id
      left join chat c on c.account_id = $1 and c.jid = moved.chat
      """;

  /** $1 account, $2 message ids, $3 played, $4 at, $5 event, $6 now, $7 chat. */
  static final String SEEN_BY_SELF =
      """
      with moved as (
        update message m set read_at = coalesce(m.read_at, $4),
          played_at = case when $3 then coalesce(m.played_at, $4) else m.played_at end,
          progress_id = $5, progress_at = $6
        where m.account_id = $1 and m.message_id = any ($2) and not m.from_me
          and (m.chat = $7 or (m.chat not like '%@g.us' and $7::text not like '%@g.us'))
          and case when $3 then m.played_at is null else m.read_at is null end
        returning m.message_id, m.state, m.chat),
      fewer as (
        update chat c set unread = greatest(0, c.unread - r.read)
        from (select chat, count(*)::int as read from moved group by chat) r
        where c.account_id = $1 and c.jid = r.chat and not $3)
      """
          + WITH_CHAT;

  /** $1 account, $2 chat, $3 message id. */
  static final String SENT =
      """
      select m.message_id, m.chat, m.shape, m.payload from message m
      where m.account_id = $1 and m.message_id = $3 and m.from_me and m.sender = ''
        and m.shape is not null and m.payload is not null
        and (m.chat = $2 or exists (select 1 from chat c where c.account_id = $1
          and ((c.jid = m.chat and c.other = $2) or (c.jid = $2 and c.other = m.chat))))
      limit 1
      """;

  /** $1 account, $2 hidden id, $3 phone user. */
  /** Which of these people have a chat, or something waiting, under their number. */
  static final String UNDER_PHONE =
      """
      select w.lid, w.phone from unnest($2::text[], $3::text[]) as w (lid, phone)
      where exists (select 1 from chat where account_id = $1 and jid = w.phone)
        or exists (select 1 from outbox where account_id = $1 and chat = w.phone)
      """;

  static final String ADOPT =
      """
      with waiting as (
        update outbox set chat = $2 where account_id = $1 and chat = $3),
      moved as (
        update message m set chat = $2 where m.account_id = $1 and m.chat = $3
          and not exists (select 1 from message d where d.account_id = $1
            and d.message_id = m.message_id and d.chat = $2 and d.sender = m.sender
            and d.from_me = m.from_me)),
      keys as (
        update message_key set chat = $2 where account_id = $1 and chat = $3),
      old as (
        delete from chat where account_id = $1 and jid = $3
        returning push_name, last_at, unread, known)
      insert into chat (account_id, jid, other, push_name, last_at, unread, known)
      select $1, $2, $3, push_name, last_at, unread, known from old
      on conflict (account_id, jid) do update set
        other = excluded.other,
        push_name = coalesce(chat.push_name, excluded.push_name),
        last_at = greatest(chat.last_at, excluded.last_at),
        unread = chat.unread + excluded.unread,
        known = chat.known or excluded.known
      """;

  static final String UNTOLD_MESSAGES =
      """
      select m.account_id, m.message_id, m.chat, m.sender, m.sender_other, m.from_me, m.at,
        m.push_name, m.kind, m.content, m.target, m.healed_at, m.event_id, m.event_at,
        c.other as chat_other, c.push_name as chat_name, a.lid, a.phone_number
      from message m
      join account a on a.id = m.account_id
      left join chat c on c.account_id = m.account_id and c.jid = m.chat
      where m.event_at >= $1 and m.event_at < $2
        and not exists (select 1 from event_log e where e.id = m.event_id)
      order by m.id
      """;

  static final String UNTOLD_PROGRESS =
      """
      select m.account_id, m.message_id, m.chat, m.state, m.from_me, m.played_at,
        m.failure_code, m.failure_message, m.failure_action, m.progress_id as event_id,
        m.progress_at as event_at, null::text as recipient, null::smallint as stage,
        c.other as chat_other, c.push_name as chat_name, a.lid, a.phone_number
      from message m
      join account a on a.id = m.account_id
      left join chat c on c.account_id = m.account_id and c.jid = m.chat
      where m.progress_at >= $1 and m.progress_at < $2
        and not exists (select 1 from event_log e where e.id = m.progress_id)
      union all
      select m.account_id, m.message_id, m.chat, m.state, m.from_me, m.played_at,
        null, null, null, r.event_id, r.event_at, r.recipient, r.stage,
        c.other, c.push_name, a.lid, a.phone_number
      from message_receipt r
      join message m on m.account_id = r.account_id and m.message_id = r.message_id
        and m.chat = r.chat and m.from_me and m.sender = ''
      join account a on a.id = r.account_id
      left join chat c on c.account_id = m.account_id and c.jid = m.chat
      where r.event_at >= $1 and r.event_at < $2
        and not exists (select 1 from event_log e where e.id = r.event_id)
      order by event_at
      """;
}
