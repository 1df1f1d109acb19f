package dev.wharf.account.lifecycle;

import java.util.ArrayList;
import java.util.List;

/** One answer of the table: where the account is next, and what to do, in order. */
public record Step(State state, List<Effect> effects) {

  public Step {
    effects = List.copyOf(effects);
  }

  static Step of(State state, Effect... effects) {
    return new Step(state, List.of(effects));
  }

  /** The same step with these effects before its own. */
  Step after(List<Effect> earlier) {
    var all = new ArrayList<>(earlier);
    all.addAll(effects);
    return new Step(state, all);
  }

  Step after(Effect... earlier) {
    return after(List.of(earlier));
  }
}
