package dev.wharf.admin.diagnosis;

import java.util.List;

/**
 * What a person has to know of one kind of trouble.
 *
 * @param wrong what is the matter, in one or two sentences
 * @param next what to do at Wharf or around it, in order
 * @param phone what to look after on the phone
 */
record Advice(String wrong, List<String> next, List<OnThePhone> phone) {

  static Advice of(String wrong, List<String> next, OnThePhone... phone) {
    return new Advice(wrong, next, List.of(phone));
  }
}
