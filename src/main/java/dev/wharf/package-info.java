/** The process: which database it uses, and the parts that are handed to everyone. */
@org.jspecify.annotations.NullMarked
package dev.wharf;
