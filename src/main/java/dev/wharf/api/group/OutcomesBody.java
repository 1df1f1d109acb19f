package dev.wharf.api.group;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of each person of an order. */
@Schema(name = "MemberOutcomes", description = "What became of each person, in the order asked.")
public record OutcomesBody(List<OutcomeBody> items) {}
