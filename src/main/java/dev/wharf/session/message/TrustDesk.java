package dev.wharf.session.message;

import dev.wharf.directory.PrivacyTokens;
import dev.wharf.directory.PrivacyTokens.Trust;
import dev.wharf.directory.Users;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.chat.ContactToken;
import dev.wharf.protocol.stanza.chat.Permit;
import dev.wharf.protocol.stanza.chat.PrivacyToken;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Privacy tokens over one link: those that people gave us go along with what we write to them, and
 * whoever we write to gets one of ours, once a week (messaging.md 5.8).
 */
final class TrustDesk {

  private static final Logger LOG = Logger.getLogger(TrustDesk.class);

  /** A machine of WhatsApp, which nobody trusts: {@code 0} and the assistants' numbers. */
  private static final Pattern NO_PERSON = Pattern.compile("0|1313555\\d{4}|131655500\\d{2}");

  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(15);
  private static final int MOST_TRIED = 10_000;

  private final Line line;
  private final MessageServices services;

  /** Over this link, so that a refusal is not asked for again with every message. */
  private final Set<Jid> tried = new HashSet<>();

  private Instant noneBefore = Instant.MIN;
  private @Nullable Future<Optional<byte[]>> salt;

  TrustDesk(Line line, MessageServices services) {
    this.line = line;
    this.services = services;
  }

  /**
   * What is to be known for a message to a person.
   *
   * @param issue whether they are to be given a token once it has left
   */
  record Standing(Optional<Permit> permit, boolean issue) {
    static final Standing NONE = new Standing(Optional.empty(), false);
  }

  /**
   * @param person bare, by the hidden address if that is known
   */
  Future<Standing> towards(Jid person) {
    if (!isPerson(person) || line.own().is(person)) {
      return Future.succeededFuture(Standing.NONE);
    }
    return line.run(() -> services.tokens().find(line.account(), person))
        .compose(
            trust ->
                permit(person, trust)
                    .map(
                        permit ->
                            new Standing(permit, PrivacyToken.isDue(trust.issued(), line.now()))));
  }

  private Future<Optional<Permit>> permit(Jid person, Trust trust) {
    var token =
        trust
            .given()
            .map(given -> new PrivacyToken(given.bytes(), given.at()))
            .filter(given -> given.holdsAt(line.now()));
    if (token.isPresent() || !person.isLid()) {
      return Future.succeededFuture(token.map(Permit.class::cast));
    }
    return salt().map(found -> found.map(it -> ContactToken.of(it, person)));
  }

  private Future<Optional<byte[]>> salt() {
    var known = salt;
    if (known == null || known.failed()) {
      known =
          line.run(() -> services.tokenSalts().find(line.account()))
              .map(found -> found.filter(it -> it.length > 0));
      salt = known;
    }
    return known;
  }

  /** The phone shared the secret that makes up for tokens. */
  Future<Void> salted(byte[] shared) {
    return line.run(() -> services.tokenSalts().keep(line.account(), shared))
        .onSuccess(done -> salt = null);
  }

  /** A message has left: its reader may answer. */
  void wroteTo(Jid person) {
    Instant now = line.now();
    if (now.isBefore(noneBefore) || tried.size() >= MOST_TRIED || !tried.add(person)) {
      return;
    }
    line.ask(id -> PrivacyToken.issue(id, person, now))
        .compose(reply -> issued(person, now, reply))
        .onSuccess(done -> tried.remove(person))
        .onFailure(
            failure -> {
              noneBefore = line.now().plus(AFTER_REFUSAL);
              LOG.infof(
                  "privacy token not given accountId=%s cause=%s",
                  line.account(), Hopeless.describe(failure));
            });
  }

  private Future<Void> issued(Jid person, Instant at, Node reply) {
    return line.run(() -> services.tokens().issued(line.account(), person, at))
        .compose(
            done ->
                PrivacyToken.in(reply)
                    .map(token -> keep(person, token))
                    .orElseGet(Future::succeededFuture));
  }

  /** Somebody lets us write. */
  Future<Void> given(Jid person, PrivacyToken token) {
    return isPerson(person) ? keep(person, token) : Future.succeededFuture();
  }

  private Future<Void> keep(Jid person, PrivacyToken token) {
    return line.run(
        () ->
            services
                .tokens()
                .given(line.account(), person, new PrivacyTokens.Token(token.bytes(), token.at())));
  }

  private static boolean isPerson(Jid jid) {
    return Users.of(jid).isPresent() && !NO_PERSON.matcher(jid.user()).matches();
  }
}
