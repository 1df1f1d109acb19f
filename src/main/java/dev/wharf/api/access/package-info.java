/** Who may call: the API key, the paths that need none, and the headers that protect the page. */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.access;
