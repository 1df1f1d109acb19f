package dev.wharf.bench;

import java.util.List;

/** Who is measured. One process at a time, on its own core, over wss. */
interface Candidate extends AutoCloseable {

  /**
   * How long it took until all were online.
   *
   * @param firstMillis until the first was; {@code NaN} where that cannot be seen
   */
  record Storm(double firstMillis, double allMillis, double cpuSeconds) {}

  String name();

  /** Pairs the accounts from 0 to {@code count}, once, before anything is measured. */
  void pair(int count) throws Exception;

  /**
   * Starts the process with so many stored accounts.
   *
   * @return from exec until all of them are online
   */
  Storm start(int online) throws Exception;

  /** Brings the stored accounts from the first number to before the second online. */
  Storm login(int from, int to) throws Exception;

  /** Milliseconds from the wish to a QR code in the hands of whoever shows it. */
  List<Double> qr(int count, boolean atOnce) throws Exception;

  /** Frees what can be freed. */
  void collect() throws Exception;

  Proc process();

  /**
   * Starts the process with so many stored accounts online that are going to write and read: where
   * there is a choice, with what that takes in memory.
   */
  default void startForMail(int online) throws Exception {
    start(online);
  }

  /** What its accounts write and read. */
  Mail mail();

  /** Ends the process; the accounts stay. */
  void stop() throws Exception;

  /** Bytes on disk of one paired account with all its keys. */
  long diskBytesPerAccount() throws Exception;

  @Override
  default void close() throws Exception {
    stop();
  }
}
