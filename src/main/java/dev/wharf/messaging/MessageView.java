package dev.wharf.messaging;

import dev.wharf.event.Event.SendFailure;
import dev.wharf.event.Party;
import dev.wharf.identity.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is now.
 *
 * @param position in the order of acceptance and arrival
 * @param content empty if it was deleted or is kept no longer
 * @param target the message that it changes, if that is all it does
 * @param reactions by jid; of the account itself under its empty name
 * @param votes likewise, of a poll
 * @param receipts of a group's members; only if one message is asked for
 */
public record MessageView(
    MessageId id,
    long position,
    Party chat,
    Party sender,
    boolean fromMe,
    Instant at,
    String kind,
    @Nullable Map<String, Object> content,
    MessageState state,
    Times times,
    @Nullable Waiting waiting,
    @Nullable SendFailure failure,
    @Nullable String target,
    @Nullable Instant editedAt,
    @Nullable Instant deletedAt,
    Map<String, Object> reactions,
    Map<String, Object> votes,
    List<Receipt> receipts) {

  /** When it came how far. In a group that is when all of its recipients did. */
  public record Times(
      @Nullable Instant sent,
      @Nullable Instant delivered,
      @Nullable Instant read,
      @Nullable Instant played) {}

  /**
   * Why it has not been sent yet.
   *
   * @param until when it is tried, at the earliest
   * @param why what is in the way, as a word or, of a limit, as a sentence
   * @param attempts how often it left without an answer
   */
  public record Waiting(Instant until, @Nullable String why, Instant expiresAt, int attempts) {}

  /** How far a member of the group is. */
  public record Receipt(
      Party by,
      MessageState state,
      @Nullable Instant delivered,
      @Nullable Instant read,
      @Nullable Instant played) {}

  MessageView with(List<Receipt> known) {
    return new MessageView(
        id, position, chat, sender, fromMe, at, kind, content, state, times, waiting, failure,
        target, editedAt, deletedAt, reactions, votes, known);
  }
}
