package dev.wharf.api.problem;

import dev.wharf.api.problem.Problem.FieldError;
import java.util.List;

/** A request that the edge itself turns away, before anybody behind it is asked. */
public final class Rejected extends RuntimeException {

  private final transient Problem problem;

  public Rejected(Problem problem) {
    super(problem.code(), null, false, false);
    this.problem = problem;
  }

  /** A parameter that cannot be read at all. */
  public static Rejected parameter(String name, String expected) {
    return new Rejected(
        Problem.of(400, "invalid_parameter", "The parameter «" + name + "» " + expected + ".")
            .withErrors(List.of(new FieldError(name, expected))));
  }

  /** Something that can be read but must not be so. */
  public static Rejected invalid(String field, String expected) {
    return new Rejected(Problems.invalid(List.of(new FieldError(field, expected))));
  }

  public Problem problem() {
    return problem;
  }
}
