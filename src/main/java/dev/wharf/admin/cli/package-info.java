/**
 * The command line: what an operator types. Each command is a process of its own, so it waits where
 * a server never would. It asks the running Wharf over its REST API, or the {@link
 * dev.wharf.admin.cli.Store}, and decides nothing itself.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.admin.cli;
