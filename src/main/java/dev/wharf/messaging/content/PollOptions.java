package dev.wharf.messaging.content;

import com.google.protobuf.ByteString;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.protocol.proto.MessageProto.PollVoteMessage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** A vote names what was chosen by its SHA-256. */
final class PollOptions {

  private PollOptions() {}

  static byte[] vote(Collection<String> options) {
    var vote = PollVoteMessage.newBuilder();
    options.forEach(option -> vote.addSelectedOptions(hash(option)));
    return vote.build().toByteArray();
  }

  /** In the order of the poll; nothing counts twice. */
  static PollVote chosen(MessageRef ref, byte[] vote, Optional<Poll> poll) {
    var hashes =
        new LinkedHashSet<>(
            Wire.parse(PollVoteMessage.parser(), vote, "message.vote").getSelectedOptionsList());
    List<String> chosen =
        poll.map(Poll::options).orElse(List.of()).stream()
            .filter(name -> hashes.remove(hash(name)))
            .toList();
    return new PollVote(ref, chosen, hashes.size());
  }

  private static ByteString hash(String option) {
    try {
      return ByteString.copyFrom(
          MessageDigest.getInstance("SHA-256").digest(option.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
