package dev.wharf.api.group;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new group, and who could be added to it. */
@Schema(name = "CreatedGroup", description = "A new group, and what became of each person asked.")
public record NewGroupAnswer(GroupBody group, List<OutcomeBody> outcomes) {}
