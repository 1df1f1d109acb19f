package dev.wharf.sandbox.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules in force. A rule that met all its connections disappears with the last of them. */
public final class Faults {

  private final List<FaultRule> rules = new ArrayList<>();
  private long nextId = 1;

  public FaultRule add(Fault fault, Optional<String> phone, Optional<Integer> connections) {
    var rule = new FaultRule(nextId++, fault, phone, connections);
    rules.add(rule);
    return rule;
  }

  public List<FaultRule> rules() {
    return List.copyOf(rules);
  }

  public void clear() {
    rules.clear();
  }

  /** The part of a connection that has just come. */
  public Script script(long connection) {
    rules.forEach(rule -> rule.meet(connection));
    return new Script(connection);
  }

  /** What is in store for one connection. */
  public final class Script {

    private final long connection;
    private Optional<String> phone = Optional.empty();

    private Script(long connection) {
      this.connection = connection;
    }

    /** Says whose connection it is, as soon as that is known. */
    public void identify(String number) {
      if (phone.isEmpty() || !phone.get().equals(number)) {
        phone = Optional.of(number);
        rules.forEach(rule -> rule.meet(connection, number));
      }
    }

    /** The connection's number. */
    public long connection() {
      return connection;
    }

    public Optional<String> phone() {
      return phone;
    }

    /** The oldest rule of that kind. */
    public <F extends Fault> Optional<F> find(Class<F> kind) {
      return of(kind).stream().findFirst();
    }

    /** What becomes of a request of that namespace, if it is not answered as usual. */
    public Optional<Fault.OfRequests> request(String namespace) {
      return of(Fault.OfRequests.class).stream()
          .filter(fault -> fault.meets(namespace))
          .findFirst();
    }

    /** Everything that strikes at that moment. */
    public List<Fault.Timed> at(Moment moment) {
      return of(Fault.Timed.class).stream().filter(timed -> timed.at() == moment).toList();
    }

    /** The connection is gone. */
    public void release() {
      rules.removeIf(rule -> rule.release(connection));
    }

    private <F extends Fault> List<F> of(Class<F> kind) {
      var found = new ArrayList<F>(2);
      for (FaultRule rule : rules) {
        if (kind.isInstance(rule.fault()) && rule.applies(connection, phone)) {
          found.add(kind.cast(rule.fault()));
        }
      }
      return found;
    }
  }
}
