package dev.wharf.sandbox.post;

import dev.wharf.sandbox.account.Account;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Who may write to whom without being a stranger (messaging.md 5.8). */
public final class Trust {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TOKEN_LENGTH = 16;
  private static final Duration HOLDS = Duration.ofDays(28);

  private record Pair(String giver, String taker) {}

  /**
   * What somebody gave somebody else.
   *
   * @param at as its giver says
   */
  public record Token(byte[] bytes, Instant at) {}

  private final SecretKeySpec secret;
  private final Map<Pair, Token> tokens = new HashMap<>();
  private final Set<Pair> written = new HashSet<>();

  public Trust(RandomGenerator random) {
    byte[] key = new byte[32];
    random.nextBytes(key);
    this.secret = new SecretKeySpec(key, ALGORITHM);
  }

  /** Makes a token with which {@code taker} may write to {@code giver}. */
  public Token give(Account giver, Account taker, Instant at) {
    var pair = new Pair(giver.phone(), taker.phone());
    var token = new Token(bytes(pair, at), at);
    tokens.put(pair, token);
    return token;
  }

  /** One has written to the other, who may answer from now on. */
  public void wrote(Account writer, Account reader) {
    written.add(new Pair(writer.phone(), reader.phone()));
  }

  public boolean hasWritten(Account writer, Account reader) {
    return written.contains(new Pair(writer.phone(), reader.phone()));
  }

  /**
   * Whether the reader lets the writer write.
   *
   * @param shown the token that came along
   */
  public boolean admits(Account writer, Account reader, Optional<byte[]> shown, Instant now) {
    @Nullable Token given = tokens.get(new Pair(reader.phone(), writer.phone()));
    return given != null
        && given.at().plus(HOLDS).isAfter(now)
        && shown.filter(bytes -> Arrays.equals(bytes, given.bytes())).isPresent();
  }

  public void clear() {
    tokens.clear();
    written.clear();
  }

  private byte[] bytes(Pair pair, Instant at) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      String what = pair.giver() + ' ' + pair.taker() + ' ' + at.getEpochSecond();
      return Arrays.copyOf(
          mac.doFinal(what.getBytes(java.nio.charset.StandardCharsets.US_ASCII)), TOKEN_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
    }
  }
}
