package dev.wharf.directory;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param next send it as {@code after} to get the next page; empty on the last
 */
public record Page<T>(List<T> items, Optional<String> next) {

  public Page {
    items = List.copyOf(items);
  }
}
