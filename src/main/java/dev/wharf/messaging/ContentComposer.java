package dev.wharf.messaging;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.Content;
import dev.wharf.messaging.content.ContentJson;
import dev.wharf.messaging.content.MessageRef;
import dev.wharf.messaging.content.Quote;
import dev.wharf.messaging.content.Written;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Composes messages from the JSON of {@link ContentJson}. */
@ApplicationScoped
class ContentComposer implements Composer {

  private final SecureRandom random;
  private final Clock clock;

  ContentComposer(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  @Override
  public Draft draft(NewMessage message) {
    return switch (ContentJson.read(
        Uploaded.completed(message), message.uploaded().map(Upload::ref))) {
      case ContentJson.Read.Accepted(var written) -> new Letterhead(message, written);
      case ContentJson.Read.Refused(var refusal) ->
          throw Refusal.invalid(refusal.code(), "body", refusal.message());
    };
  }

  /** What is written, before the messages that it names are looked up. */
  private final class Letterhead implements Draft {
    private final NewMessage message;
    private final Written written;
    private final Optional<MessageRef> target;

    Letterhead(NewMessage message, Written written) {
      this.message = message;
      this.written = written;
      this.target = Targets.of(written.content());
    }

    @Override
    public Set<MessageId> references() {
      var named = new HashSet<MessageId>();
      written.quote().map(Quote::id).ifPresent(named::add);
      target.map(MessageRef::id).ifPresent(named::add);
      return named;
    }

    @Override
    public Composed complete(Map<MessageId, Referred> found) {
      Content content =
          target
              .map(ref -> about(ref, Optional.ofNullable(found.get(ref.id()))))
              .orElse(written.content());
      var whole =
          new Written(
              content,
              written
                  .quote()
                  .map(quote -> quoted(quote, Optional.ofNullable(found.get(quote.id())))),
              written.mentions(),
              written.expirationSeconds());
      return new Finish(message, whole, target.map(MessageRef::id).map(found::get), random)
          .composed(clock.instant());
    }

    private Content about(MessageRef ref, Optional<Referred> found) {
      boolean group = MessageStore.isGroup(message.to());
      MessageRef known =
          found
              .map(it -> seen(it, group))
              .orElseGet(
                  () ->
                      new MessageRef(
                          ref.id(), Optional.of(message.to()), ref.fromMe(), ref.sender()));
      if (found.isEmpty() && !Targets.named(message)) {
        throw Refusal.invalid(
            "target_unknown",
            "target",
            "Wharf has no message of this id in this chat: name its «sender», or say «fromMe».");
      }
      if (!known.fromMe() && Targets.ownOnly(written.content(), group)) {
        throw Refusal.invalid(
            "target_not_own", "target", "Only what this account sent can be changed like this.");
      }
      return Targets.with(written.content(), known);
    }

    private MessageRef seen(Referred it, boolean group) {
      Optional<Jid> sender = group && !it.fromMe() ? Optional.of(it.sender()) : Optional.empty();
      return new MessageRef(it.id(), Optional.of(message.to()), it.fromMe(), sender);
    }

    private Quote quoted(Quote quote, Optional<Referred> found) {
      if (found.isPresent()) {
        Referred it = found.get();
        return new Quote(
            it.id(),
            Optional.of(it.sender()),
            Optional.empty(),
            Finish.content(it).or(quote::content));
      }
      if (quote.sender().isEmpty()) {
        throw Refusal.invalid(
            "quoted_unknown",
            "quoted",
            "Wharf has no message of this id in this chat: give its «sender» and «text», too.");
      }
      return quote;
    }
  }
}
