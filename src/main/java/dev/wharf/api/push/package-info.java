/** Live push over one WebSocket: tickets, subscriptions, replay and bounded readers. */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.push;
