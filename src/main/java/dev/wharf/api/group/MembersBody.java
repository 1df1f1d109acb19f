package dev.wharf.api.group;

import dev.wharf.api.contact.People;
import dev.wharf.api.problem.Rejected;
import dev.wharf.directory.GroupOrders.MemberOrder;
import dev.wharf.identity.Jid;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent to change who is in a group: exactly one of the lists. */
@Schema(
    name = "MembersChange",
    description = "Exactly one of the lists, with phone numbers or jids, 100 at most.")
public record MembersBody(
    @Nullable List<@Nullable String> add,
    @Nullable List<@Nullable String> remove,
    @Nullable List<@Nullable String> promote,
    @Nullable List<@Nullable String> demote) {

  /** What to do with whom. */
  record Order(MemberOrder what, List<Jid> who) {}

  Order order() {
    Map<MemberOrder, List<@Nullable String>> lists = new EnumMap<>(MemberOrder.class);
    put(lists, MemberOrder.ADD, add);
    put(lists, MemberOrder.REMOVE, remove);
    put(lists, MemberOrder.PROMOTE, promote);
    put(lists, MemberOrder.DEMOTE, demote);
    if (lists.size() != 1) {
      throw Rejected.invalid("body", "must hold exactly one of add, remove, promote and demote");
    }
    var only = lists.entrySet().iterator().next();
    String field = only.getKey().name().toLowerCase(Locale.ROOT);
    return new Order(
        only.getKey(), People.people(field, only.getValue(), 1, GroupRules.MEMBERS_MAX));
  }

  private static void put(
      Map<MemberOrder, List<@Nullable String>> lists,
      MemberOrder order,
      @Nullable List<@Nullable String> list) {
    if (list != null) {
      lists.put(order, list);
    }
  }

  @Override
  public String toString() {
    return "MembersBody[]";
  }
}
