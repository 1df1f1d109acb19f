package dev.wharf.event;

import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chat or a person, by all that is known of it.
 *
 * @param jid the address it goes by; a hidden id as soon as that is known
 * @param lid the hidden id, {@code 123456789012345@lid}
 * @param phone E.164 with plus
 */
public record Party(
    String jid, @Nullable String lid, @Nullable String phone, @Nullable String pushName) {

  public static Party of(Jid jid, Optional<Jid> other, @Nullable String pushName) {
    Jid bare = jid.bare();
    return new Party(
        bare.toString(),
        both(bare, other).filter(Jid::isLid).map(Jid::toString).findFirst().orElse(null),
        both(bare, other)
            .flatMap(each -> PhoneNumber.of(each).stream())
            .map(PhoneNumber::e164)
            .findFirst()
            .orElse(null),
        pushName);
  }

  private static Stream<Jid> both(Jid jid, Optional<Jid> other) {
    return Stream.concat(Stream.of(jid), other.map(Jid::bare).stream());
  }
}
