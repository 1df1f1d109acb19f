package dev.wharf.api.push;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.OpenConnections;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets only those connect who bring a ticket, and only so many. */
@ApplicationScoped
public class TicketCheck implements HttpUpgradeCheck {

  private static final int UNAUTHORIZED = 401;
  private static final int UNAVAILABLE = 503;

  private final Tickets tickets;
  private final PushConfig config;
  private final OpenConnections connections;

  TicketCheck(Tickets tickets, PushConfig config, OpenConnections connections) {
    this.tickets = tickets;
    this.config = config;
    this.connections = connections;
  }

  @Override
  public boolean appliesTo(String endpointId) {
    return PushEndpoint.ID.equals(endpointId);
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext context) {
    String ticket = context.httpRequest().getParam("ticket");
    if (ticket == null || !tickets.redeem(ticket)) {
      return CheckResult.rejectUpgrade(UNAUTHORIZED);
    }
    Channels.keep(context.userData(), context.httpRequest());
    return connections.findByEndpointId(PushEndpoint.ID).size() >= config.maxConnections()
        ? CheckResult.rejectUpgrade(UNAVAILABLE)
        : CheckResult.permitUpgrade();
  }
}
