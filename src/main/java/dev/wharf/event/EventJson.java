package dev.wharf.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The JSON of the published language. Every call gives a new tree, so a caller may add to it (the
 * picture of a QR code, for example).
 */
@ApplicationScoped
public class EventJson {

  /** {@code {id, seq, type, accountId, at, data}}. */
  public ObjectNode event(Published event) {
    throw new UnsupportedOperationException();
  }

  /** An account, flat. */
  public ObjectNode account(AccountView account) {
    throw new UnsupportedOperationException();
  }

  public ObjectNode qr(Qr qr) {
    throw new UnsupportedOperationException();
  }
}
