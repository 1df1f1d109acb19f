package dev.wharf.sandbox.iq;

/** Profile pictures: nobody has one. */
final class PictureIq implements IqHandler {

  @Override
  public Reply answer(Iq iq, Caller caller) {
    return iq.isGet() ? new Reply.Error(404, "item-not-found") : Reply.EMPTY;
  }
}
