package dev.wharf.sandbox.phone;

import dev.wharf.sandbox.account.Account;

/** Somebody in a phone's address book. */
public record Contact(Account account, String name) {}
