/** REST for the people an account knows, and for who is on WhatsApp. */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.contact;
