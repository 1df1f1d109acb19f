/**
 * Files on their way in and out, in a folder that holds sealed bytes only: sealing what shall be
 * sent, verifying what came, opening both piece by piece.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.messaging.spool;
