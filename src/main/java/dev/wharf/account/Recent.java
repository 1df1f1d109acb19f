package dev.wharf.account;

import java.util.Map;

/**
 * What happened to an account lately, counted.
 *
 * @param reconnects waits for another try after a link was lost
 * @param endings how links ended, by kind: {@code network}, {@code restart}
 * @param troubles what people were told of, by code
 */
public record Recent(long reconnects, Map<String, Long> endings, Map<String, Long> troubles) {

  public static final Recent NOTHING = new Recent(0, Map.of(), Map.of());
}
