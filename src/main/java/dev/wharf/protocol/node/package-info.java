/** The binary node format: a stanza's tree to bytes and back, within limits. */
@org.jspecify.annotations.NullMarked
package dev.wharf.protocol.node;
