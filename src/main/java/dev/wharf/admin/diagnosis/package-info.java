/**
 * What is wrong with an account and what to do about it: in words, in numbers, and as a bundle to
 * send to whoever helps. Only reads, and shortens every phone number.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.admin.diagnosis;
