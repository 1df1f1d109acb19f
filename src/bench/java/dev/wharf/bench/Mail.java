package dev.wharf.bench;

import java.util.List;

/** What the accounts of a candidate write and read; the first of them are used. */
interface Mail {

  /** Orders something that is to be heard. */
  interface Order {
    void give() throws Exception;
  }

  /** The phone numbers of so many accounts, digits. */
  List<String> numbers(int count) throws Exception;

  /**
   * Each account writes to its person; completes when all of it is in the candidate's hands.
   *
   * @param people addresses, one for each account
   */
  void send(List<String> people, int each) throws Exception;

  /**
   * Writes at an even rate, one account after the other.
   *
   * @return milliseconds from the wish until the candidate heard that the server has it
   */
  List<Double> sendEvenly(List<String> people, int count, int perSecond) throws Exception;

  /**
   * Listens while texts are ordered, which tell in them when that was.
   *
   * @return milliseconds from the order until whoever uses the candidate heard of it
   */
  List<Double> hear(int count, Order order) throws Exception;
}
