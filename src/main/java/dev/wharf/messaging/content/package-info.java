/**
 * What people and devices say to each other, as values, as protobuf and as JSON. All of it is
 * functions over records: no clock, no chance, no I/O of its own.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.messaging.content;
