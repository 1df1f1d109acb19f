package dev.wharf.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What was pushed, kept for readers that come back with a cursor. */
@ApplicationScoped
public class EventLog {

  /**
   * Events after a cursor, oldest first. QR codes come without their text: who resumes takes the
   * current one from the snapshot.
   */
  public Uni<List<Published>> after(long seq, int limit) {
    throw new UnsupportedOperationException();
  }
}
