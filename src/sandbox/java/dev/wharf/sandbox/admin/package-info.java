/** The admin API: mock phones, faults, accounts. For tests and the demo page. */
@org.jspecify.annotations.NullMarked
package dev.wharf.sandbox.admin;
