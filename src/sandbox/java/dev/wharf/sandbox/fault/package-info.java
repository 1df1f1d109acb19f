/** What can be made to go wrong, for whom, and when (connection.md 12.5). */
@org.jspecify.annotations.NullMarked
package dev.wharf.sandbox.fault;
