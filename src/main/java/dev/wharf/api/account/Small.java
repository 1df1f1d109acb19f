package dev.wharf.api.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that can be kept: not above 8 KiB, and without the character that jsonb refuses.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Small.Check.class)
@interface Small {

  int MAX_BYTES = 8 * 1024;

  String message() default "must be at most 8 KiB of JSON and hold no \\u0000";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Measures what would be stored. */
  final class Check implements ConstraintValidator<Small, Map<String, ?>> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public boolean isValid(@Nullable Map<String, ?> value, ConstraintValidatorContext context) {
      if (value == null) {
        return true;
      }
      try {
        return JSON.writeValueAsBytes(value).length <= MAX_BYTES && !holdsNul(value);
      } catch (JsonProcessingException e) {
        return false;
      }
    }

    private static boolean holdsNul(@Nullable Object value) {
      return switch (value) {
        case String text -> text.indexOf('\0') >= 0;
        case Map<?, ?> map ->
            map.entrySet().stream().anyMatch(e -> holdsNul(e.getKey()) || holdsNul(e.getValue()));
        case Iterable<?> list -> anyHoldsNul(list);
        case null, default -> false;
      };
    }

    private static boolean anyHoldsNul(Iterable<?> list) {
      for (Object item : list) {
        if (holdsNul(item)) {
          return true;
        }
      }
      return false;
    }
  }
}
