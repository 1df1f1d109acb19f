package dev.wharf.messaging;

/**
 * What a message does to the one that it is about, as a part of the statement that stores or
 * confirms it.
 *
 * <p>An edit needs the author. A deletion by somebody else in a group can be an admin's; whether it
 * is we do not know here, so it only leaves its mark and takes nothing away.
 */
final class Effect {

  private Effect() {}

  /**
   * Continues a {@code with}: {@code cause} has the columns {@code chats}, {@code senders} (arrays,
   * each in both namespaces, ours first), {@code from_me}, {@code at}, {@code target} and {@code
   * effect}; the first parameter is the account.
   */
  static final String CHANGED =
      """
      changed as (
        update message t set
          edited_at = case when w.what = 'edit' then w.at else t.edited_at end,
          deleted_at = case when w.what = 'deletion' then w.at else t.deleted_at end,
          content = case when w.what = 'edit' then coalesce(t.content, '{}') || w.value
                         when w.what = 'deletion' and w.author then null else t.content end,
          payload = case when w.what = 'deletion' and w.author then null else t.payload end,
          reactions = case when w.what <> 'reaction' then t.reactions
            when coalesce(w.value ->> 'emoji', '') = '' then t.reactions - w.who
            else coalesce(t.reactions, '{}') || jsonb_build_object(w.who,
              jsonb_build_object('emoji', w.value ->> 'emoji', 'at', w.at)) end,
          votes = case when w.what <> 'vote' then t.votes
            else coalesce(t.votes, '{}') || jsonb_build_object(w.who, w.value) end
        from (
          select f.id, c.at, c.senders[1] as who, c.effect ->> 'what' as what,
            c.effect -> 'value' as value,
            f.from_me = c.from_me
              and (f.from_me or f.sender = any(c.senders) or f.sender_other = any(c.senders))
              as author
          from cause c
          join message f on f.account_id = $1 and f.message_id = c.target and f.chat = any(c.chats)
            and f.target is null
          where c.target is not null) w
        where t.account_id = $1 and t.id = w.id
          and (w.author or w.what in ('reaction', 'vote')
            or (w.what = 'deletion' and t.chat like '%@g.us'))
          and (w.what <> 'edit' or t.edited_at is null or t.edited_at <= w.at))
      """;
}
