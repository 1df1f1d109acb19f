/** Virtual phones: accounts, their companion devices, their keys, and what a phone computes. */
@org.jspecify.annotations.NullMarked
package dev.wharf.sandbox.account;
