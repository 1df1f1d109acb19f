package dev.wharf.sandbox.iq;

/** Active: the client wants what waited for it. Passive: it does not, any more. */
final class PassiveIq implements IqHandler {

  @Override
  public Reply answer(Iq iq, Caller caller) {
    return iq.about().equals("active") ? Reply.emptyThen(Reply.Then.DELIVER) : Reply.EMPTY;
  }
}
