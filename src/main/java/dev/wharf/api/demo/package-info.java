/** What only the demo offers. */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.demo;
