/** The media server: ciphertexts come in by POST and go out by GET. */
@org.jspecify.annotations.NullMarked
package dev.wharf.sandbox.media;
