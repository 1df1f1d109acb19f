package dev.wharf.api.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.wharf.api.problem.Problem.FieldError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with a JSON body, said by place and not by the names of our classes. */
final class JsonProblems {

  private JsonProblems() {}

  static Problem of(JsonProcessingException failure) {
    if (failure instanceof MismatchedInputException mismatch) {
      return mismatch(mismatch);
    }
    return Problem.of(
        400, "malformed_json", "The body is not valid JSON" + place(failure.getLocation()) + ".");
  }

  private static Problem mismatch(MismatchedInputException mismatch) {
    if (mismatch.getPath().isEmpty()) {
      return Problem.of(400, "wrong_type", "The body must be a JSON object.");
    }
    return wrongType(path(mismatch), "must be " + expected(mismatch.getTargetType()));
  }

  private static Problem wrongType(String field, String message) {
    return Problem.of(400, "wrong_type", "The field «" + field + "» " + message + ".")
        .withErrors(List.of(new FieldError(field, message)));
  }

  private static String path(JsonMappingException failure) {
    var path = new StringBuilder();
    for (JsonMappingException.Reference step : failure.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type == String.class) {
      return "a text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return Map.class.isAssignableFrom(type) ? "an object" : "of another type";
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : ": see line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
