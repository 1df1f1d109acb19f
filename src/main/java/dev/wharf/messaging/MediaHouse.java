package dev.wharf.messaging;

import dev.wharf.identity.AccountId;
import dev.wharf.messaging.content.MediaRef;
import dev.wharf.messaging.spool.SealedFile;
import io.smallrye.mutiny.Uni;

/** Where WhatsApp keeps files. Implemented by whoever holds the links. */
public interface MediaHouse {

  /**
   * Brings a file into the spool, verified.
   *
   * @return fails with {@link Refusal}: {@code media_expired} if WhatsApp has it no longer, {@code
   *     media_corrupt} if it is not what its message says, {@code media_unreachable} if it cannot
   *     be asked now
   */
  Uni<Void> fetch(AccountId account, SealedFile file, MediaRef ref);

  /**
   * Asks the account's phone to upload the file of a message again. Its answer, if there is one,
   * changes the message.
   */
  Uni<Void> askPhone(AccountId account, StoredMedia media);
}
