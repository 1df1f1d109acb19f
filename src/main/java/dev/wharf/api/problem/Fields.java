package dev.wharf.api.problem;

import dev.wharf.api.problem.Problem.FieldError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the fields of a body and names all that are not accepted at once. */
public final class Fields {

  private final List<FieldError> errors = new ArrayList<>();

  /** A text that is absent is accepted, here and in {@link #form}. */
  public Fields length(String field, @Nullable String text, int least, int most, String expected) {
    return check(field, text == null || text.length() >= least && text.length() <= most, expected);
  }

  /**
   * @param form the regular expression of the whole text
   */
  public Fields form(String field, @Nullable String text, String form, String expected) {
    return check(field, text == null || text.matches(form), expected);
  }

  public Fields check(String field, boolean accepted, String expected) {
    if (!accepted) {
      errors.add(new FieldError(field, expected));
    }
    return this;
  }

  /**
   * @throws Rejected naming each field that is not accepted, in the order of the alphabet
   */
  public void done() {
    if (!errors.isEmpty()) {
      errors.sort(Comparator.comparing(FieldError::field).thenComparing(FieldError::message));
      throw new Rejected(Problems.invalid(errors));
    }
  }
}
