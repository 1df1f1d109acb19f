/** The client version of all accounts, over REST. */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.version;
