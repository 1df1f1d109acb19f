package dev.wharf.protocol.history;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.HistoryProto.Conversation;
import dev.wharf.protocol.proto.HistoryProto.HistorySyncMsg;
import dev.wharf.protocol.proto.HistoryProto.PhoneNumberToLIDMapping;
import dev.wharf.protocol.proto.HistoryProto.Pushname;
import dev.wharf.protocol.proto.HistoryProto.WebMessageInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the past part by part, in memory that does not grow with it: neither what is inflated nor a
 * whole chat is ever held. Reads from a stream, so it is not for an event loop; not for two threads
 * at once. What it cannot use it leaves out.
 */
public final class HistoryReader implements AutoCloseable {

  /** What a history may inflate to. */
  public static final long MAX_INFLATED = 64L << 20;

  /** What one message, or a chat without its messages, may have. */
  public static final int MAX_PART = 4 << 20;

  private static final String PATH = "history";

  private final InputStream inflated;
  private final CodedInputStream in;
  private final Queue<HistoryPart> ready = new ArrayDeque<>();

  /** The chat that is being read, or null between chats. */
  private @Nullable OpenChat chat;

  /**
   * @param compressed a zlib stream, inline or decrypted; closed with this
   */
  public HistoryReader(InputStream compressed) {
    this(compressed, MAX_INFLATED);
  }

  HistoryReader(InputStream compressed, long limit) {
    // Closed, it ends its inflater, which has memory that no collector knows of.
    this.inflated = new Bounded(new InflaterInputStream(compressed), limit);
    this.in = CodedInputStream.newInstance(inflated);
  }

  @Override
  public void close() {
    try {
      inflated.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The next part; empty at the end.
   *
   * @throws ProtocolFault {@code TOO_LARGE} past a limit, else {@code MALFORMED}
   */
  public Optional<HistoryPart> next() {
    try {
      while (ready.isEmpty()) {
        if (!(chat == null ? top() : inChat(chat))) {
          return Optional.empty();
        }
      }
      return Optional.ofNullable(ready.poll());
    } catch (IOException _) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, PATH, "is no zlib stream of protobuf");
    }
  }

  private boolean top() throws IOException {
    int tag = in.readTag();
    switch (WireFormat.getTagFieldNumber(tag)) {
      case 0 -> {
        return false;
      }
      case 2 -> chat = new OpenChat(in.pushLimit(in.readRawVarint32()));
      case 3 -> message(part(WebMessageInfo.parser()), Optional.empty());
      case 7 -> pushName(part(Pushname.parser()));
      case 15 -> mapping(part(PhoneNumberToLIDMapping.parser()));
      case 19 -> ready.add(new HistoryPart.TokenSalt(new Opaque(bytes())));
      default -> in.skipField(tag);
    }
    return true;
  }

  /** Fields of the chat other than messages are put aside, and read when it is over. */
  private boolean inChat(OpenChat open) throws IOException {
    int tag = in.readTag();
    switch (WireFormat.getTagFieldNumber(tag)) {
      case 0 -> {
        in.popLimit(open.limit);
        chat = null;
        open.close().ifPresent(ready::add);
      }
      case 1 -> open.jid = HistoryValues.jid(new String(bytes(), StandardCharsets.UTF_8));
      case 2 -> message(part(HistorySyncMsg.parser()).getMessage(), open.jid);
      default -> open.keep(tag, in);
    }
    return true;
  }

  private byte[] bytes() throws IOException {
    int size = in.readRawVarint32();
    requireSmall(size);
    return in.readRawBytes(size);
  }

  private <T> T part(Parser<T> parser) throws IOException {
    int size = in.readRawVarint32();
    requireSmall(size);
    int limit = in.pushLimit(size);
    T part = parser.parseFrom(in);
    in.popLimit(limit);
    return part;
  }

  private static void requireSmall(int size) {
    if (size < 0 || size > MAX_PART) {
      throw new ProtocolFault(ProtocolFault.Kind.TOO_LARGE, PATH + ".part", "is too large");
    }
  }

  private void message(WebMessageInfo it, Optional<Jid> chat) {
    HistoryValues.message(it, chat).ifPresent(ready::add);
  }

  private void pushName(Pushname it) {
    HistoryValues.jid(it.getId())
        .flatMap(
            jid ->
                HistoryValues.text(it.getPushname())
                    .map(name -> new HistoryPart.PushName(jid, name)))
        .ifPresent(ready::add);
  }

  private void mapping(PhoneNumberToLIDMapping it) {
    HistoryValues.jid(it.getPnJid())
        .filter(Jid::isPhone)
        .flatMap(
            phone ->
                HistoryValues.jid(it.getLidJid())
                    .filter(Jid::isLid)
                    .map(lid -> new HistoryPart.LidOfPhone(phone, lid)))
        .ifPresent(ready::add);
  }

  /** A chat of which not everything has been read. */
  private static final class OpenChat {

    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(kept);
    private Optional<Jid> jid = Optional.empty();

    OpenChat(int limit) {
      this.limit = limit;
    }

    void keep(int tag, CodedInputStream in) throws IOException {
      in.skipField(tag, out);
      out.flush();
      requireSmall(kept.size());
    }

    Optional<HistoryPart> close() throws InvalidProtocolBufferException {
      var it = Conversation.parseFrom(kept.toByteArray());
      return jid.map(id -> HistoryValues.chat(id, it));
    }
  }
}
