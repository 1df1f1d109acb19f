/**
 * Value types that name things: accounts, addresses, phone numbers, messages. They parse and print,
 * and know nothing else.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.identity;
