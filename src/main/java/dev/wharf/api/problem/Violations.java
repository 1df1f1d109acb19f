package dev.wharf.api.problem;

import dev.wharf.api.problem.Problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;

/** What bean validation found, by the names of the fields as they were sent. */
final class Violations {

  private Violations() {}

  static Problem problem(ConstraintViolationException failure) {
    return Problems.invalid(
        failure.getConstraintViolations().stream()
            .map(violation -> new FieldError(field(violation), violation.getMessage()))
            .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
            .toList());
  }

  /** The path without the method and its parameter, which the caller does not know. */
  private static String field(ConstraintViolation<?> violation) {
    var field = new StringBuilder();
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.PROPERTY) {
        field.append(field.isEmpty() ? "" : ".").append(node.getName());
      }
    }
    return field.isEmpty() ? "body" : field.toString();
  }
}
