/**
 * The endpoints of services that integrators migrate from, in their JSON. Says nothing that the
 * other endpoints do not say, and says it in older words.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.compatible;
