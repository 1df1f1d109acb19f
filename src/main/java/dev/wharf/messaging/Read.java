package dev.wharf.messaging;

import dev.wharf.messaging.content.Content.SecretAddOn;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody says.
 *
 * @param change what it does to another message, if that is all it does
 * @param sealed what can be opened only with the message that it is about
 */
public record Read(
    String kind,
    Map<String, Object> content,
    Optional<Change> change,
    Optional<SecretAddOn> sealed) {}
