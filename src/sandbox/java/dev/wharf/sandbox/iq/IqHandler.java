package dev.wharf.sandbox.iq;

/** Answers the requests of one namespace. Holds no state; a ProtocolFault becomes error 400. */
interface IqHandler {

  Reply answer(Iq iq, Caller caller);
}
