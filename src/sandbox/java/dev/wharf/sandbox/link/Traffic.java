package dev.wharf.sandbox.link;

import dev.wharf.sandbox.account.Accounts;
import dev.wharf.sandbox.group.GroupNews;
import dev.wharf.sandbox.group.Groups;
import dev.wharf.sandbox.media.MediaStore;
import dev.wharf.sandbox.phone.Phones;
import dev.wharf.sandbox.post.Acquaintances;
import dev.wharf.sandbox.post.Mailboxes;
import dev.wharf.sandbox.post.Trust;
import dev.wharf.sandbox.relay.Relay;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Everything that goes from client to client, none of which outlives the sandbox. */
public record Traffic(
    Mailboxes mailboxes,
    Groups groups,
    GroupNews news,
    Relay relay,
    Acquaintances acquaintances,
    MediaStore media,
    Phones phones,
    Trust trust) {

  public static Traffic of(Accounts accounts, Clock clock, RandomGenerator random) {
    var mailboxes = new Mailboxes();
    var groups = new Groups(random);
    var phones = new Phones();
    var trust = new Trust(random);
    return new Traffic(
        mailboxes,
        groups,
        new GroupNews(mailboxes),
        new Relay(accounts, groups, mailboxes, phones, trust, clock),
        new Acquaintances(),
        new MediaStore(),
        phones,
        trust);
  }

  public void clear() {
    mailboxes.clear();
    groups.clear();
    relay.clear();
    acquaintances.clear();
    media.clear();
    phones.clear();
    trust.clear();
  }
}
