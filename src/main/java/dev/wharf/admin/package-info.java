/** What operators look at: the dashboard's addresses. Never decides anything about an account. */
@NullMarked
package dev.wharf.admin;

import org.jspecify.annotations.NullMarked;
