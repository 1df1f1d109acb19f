package dev.wharf.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an account. Each kind has a stable type word; its fields are the {@code data} of
 * the pushed JSON.
 */
public sealed interface Event {

  String type();

  /** A QR code shows. Stored without its text. */
  record QrShown(Qr qr) implements Event {
    @Override
    public String type() {
      return "qr";
    }
  }

  /** The account stands elsewhere now. */
  record StatusChanged(Standing standing, PairedIdentity identity) implements Event {
    @Override
    public String type() {
      return "status";
    }
  }

  /**
   * A step of a link: {@code dial}, {@code tls}, {@code upgrade}, {@code handshake}, {@code login},
   * {@code sync}, {@code qr}, {@code pairing}, {@code closed}. The outcome is {@code ok} or the one
   * word for what went wrong.
   */
  record ConnectionStep(long link, String step, long durationMillis, String outcome)
      implements Event {
    @Override
    public String type() {
      return "connection-state";
    }
  }

  /** The phone number or name became known or changed. */
  record Identified(PairedIdentity identity) implements Event {
    @Override
    public String type() {
      return "phone-number";
    }
  }

  /** Something a person should know. */
  record Trouble(String code, String message, @Nullable Action action) implements Event {
    @Override
    public String type() {
      return "error";
    }
  }

  /**
   * How far the accounts that were wanted when the process started have come. Told at each tenth,
   * by the account that just came along.
   */
  record RestoreProgress(int total, int online, int failed) implements Event {
    @Override
    public String type() {
      return "restore-progress";
    }
  }

  /** A pairing code was issued. The code itself goes only to who asked. */
  record PairingCodeIssued(Instant expiresAt) implements Event {
    @Override
    public String type() {
      return "pairing-code";
    }
  }

  /**
   * A limit holds up what the account was to send. Told once per limit and window.
   *
   * @param limit as REST names it: {@code messages_per_day}
   * @param freeAt when it goes on, at the earliest
   * @param why a sentence for a person
   */
  record LimitEvent(String limit, Instant freeAt, String why) implements Event {
    @Override
    public String type() {
      return "limit";
    }
  }

  /**
   * The account was created, changed or deleted.
   *
   * @param op {@code created}, {@code updated} or {@code deleted}
   * @param account absent when deleted
   */
  record AccountChanged(String op, @Nullable AccountView account) implements Event {
    @Override
    public String type() {
      return "account";
    }
  }

  /** A person is called otherwise than before. */
  record ContactChanged(ContactView contact) implements Event {
    @Override
    public String type() {
      return "contact";
    }
  }

  /**
   * A person has other keys than before: WhatsApp was set up anew on a phone, or somebody else
   * answers for that number now.
   */
  record IdentityChanged(Party who, Instant at) implements Event {
    @Override
    public String type() {
      return "identity";
    }
  }

  /**
   * A group, or who is in it, changed.
   *
   * @param op {@code created} (the account is in it now), {@code added}, {@code removed}, {@code
   *     promoted}, {@code demoted}, {@code subject}, {@code description}, {@code settings} or
   *     {@code left}
   * @param members whom it is about; nobody where it is about the group
   * @param by who did it, if that was told
   */
  record GroupChanged(
      String op, GroupView group, List<MemberView> members, @Nullable ContactView by)
      implements Event {
    @Override
    public String type() {
      return "group";
    }
  }

  /**
   * A message came, was sent from the phone, or could be read after all.
   *
   * @param at when it was sent, as its sender says
   * @param kind {@code text}, {@code image}, {@code reaction}, {@code undecryptable}…
   * @param content what is in it, by kind
   * @param target the message that it changes: of an edit, a deletion, a reaction, a vote
   * @param healed whether it was announced as undecryptable before
   */
  record MessageEvent(
      String messageId,
      Party chat,
      Party sender,
      boolean fromMe,
      Instant at,
      String kind,
      Map<String, Object> content,
      @Nullable String target,
      boolean healed)
      implements Event {
    @Override
    public String type() {
      return "message";
    }
  }

  /**
   * Messages came further: one that was sent from here, or, {@code bySelf}, ones that were read on
   * the phone.
   *
   * @param receipt what happened: {@code sent}, {@code delivered}, {@code read}, {@code played},
   *     {@code failed}
   * @param by who has them now; absent for {@code sent} and {@code failed}
   */
  record ReceiptEvent(
      Party chat,
      @Nullable Party by,
      boolean bySelf,
      String receipt,
      List<Progress> messages,
      @Nullable SendFailure failure)
      implements Event {
    @Override
    public String type() {
      return "receipt";
    }

    /** Where a message is now; in a group, what holds for all of its recipients. */
    public record Progress(String messageId, String state) {}
  }

  /**
   * Why a message was not sent.
   *
   * @param code stable, for programs
   * @param message a sentence a person can act on
   */
  record SendFailure(String code, String message, @Nullable Action action) {}
}
