/**
 * Messages of one account that is logged in: what leaves ({@link
 * dev.wharf.session.message.Sending}), what comes ({@link dev.wharf.session.message.Inbox}), and
 * the keys between them ({@link dev.wharf.session.message.KeyWork}). Everything here lives on the
 * session's context; whatever touches a ratchet does so in the account's one {@link
 * dev.wharf.session.message.Lane}.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.session.message;
