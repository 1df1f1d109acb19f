package dev.wharf.messaging;

import java.util.Map;
import java.util.Optional;

/**
 * What somebody says.
 *
 * @param change what it does to another message, if that is all it does
 */
public record Read(String kind, Map<String, Object> content, Optional<Change> change) {}
