package dev.wharf.api.problem;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.api.problem.Problem.FieldError;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {

  @Test
  void namesAllThatIsWrongAtOnceByTheAlphabet() {
    var fields =
        new Fields()
            .form("tenant", "a1", "[a-z]*", "must be letters")
            .length("tenant", "a1", 0, 1, "must be at most 1 character")
            .check("metadata", false, "must be small")
            .length("name", "a", 1, 1, "must be 1 character");

    Problem problem = assertThrows(Rejected.class, fields::done).problem();

    assertEquals(422, problem.status());
    assertEquals("validation_failed", problem.code());
    assertEquals(
        List.of(
            new FieldError("metadata", "must be small"),
            new FieldError("tenant", "must be at most 1 character"),
            new FieldError("tenant", "must be letters")),
        problem.errors());
  }

  @Test
  void acceptsWhatIsAbsent() {
    var fields = new Fields().length("name", null, 1, 2, "").form("name", null, "a", "");

    assertDoesNotThrow(fields::done);
  }

  @Test
  void aFormIsThatOfTheWholeText() {
    var fields = new Fields().form("name", "ab", "a", "must be an a");

    assertThrows(Rejected.class, fields::done);
  }
}
