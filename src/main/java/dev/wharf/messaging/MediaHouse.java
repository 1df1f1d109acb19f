package dev.wharf.messaging;

import dev.wharf.identity.AccountId;
import dev.wharf.messaging.spool.SealedFile;
import io.smallrye.mutiny.Uni;

/** Where WhatsApp keeps files. Implemented by whoever holds the links. */
public interface MediaHouse {

  /**
   * Brings a file into the spool, verified. The account's phone is asked to upload again what
   * WhatsApp has no longer; from then on the message says where that is.
   *
   * @param file of the message, which is found under its name afterwards
   * @return fails with {@link Refusal}: {@code media_gone} if the phone has it no longer either,
   *     {@code media_expired} if the phone does not answer, {@code media_corrupt} if it is not what
   *     its message says, {@code media_unreachable} if it cannot be asked now
   */
  Uni<Void> fetch(AccountId account, StoredMedia media, SealedFile file);

  /**
   * Asks the account's phone to upload the file of a message again. Its answer, if there is one,
   * changes the message.
   */
  Uni<Void> askPhone(AccountId account, StoredMedia media);
}
