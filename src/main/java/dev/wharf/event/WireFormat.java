package dev.wharf.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.wharf.identity.AccountId;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * How values look in every JSON that Wharf writes, REST and push alike: an id is a string, an
 * instant always has three digits after the second.
 */
@Singleton
class WireFormat implements ObjectMapperCustomizer {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  @Override
  public void customize(ObjectMapper mapper) {
    var module = new SimpleModule("wharf");
    module.addSerializer(Instant.class, new InstantAsText());
    module.addSerializer(AccountId.class, ToStringSerializer.instance);
    module.addDeserializer(AccountId.class, new AccountIdFromText());
    mapper.registerModule(module);
  }

  private static final class InstantAsText extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider ignored)
        throws IOException {
      out.writeString(MILLIS.format(value));
    }
  }

  private static final class AccountIdFromText extends FromStringDeserializer<AccountId> {
    AccountIdFromText() {
      super(AccountId.class);
    }

    @Override
    protected AccountId _deserialize(
        String text, com.fasterxml.jackson.databind.DeserializationContext context) {
      return AccountId.parse(text);
    }
  }
}
