/** REST for accounts: bodies, validation and resources. */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.account;
