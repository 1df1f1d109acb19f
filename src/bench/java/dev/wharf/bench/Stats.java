package dev.wharf.bench;

import java.util.Collection;
import java.util.List;

/** Middle, ends and high percentiles of what was measured. */
record Stats(double median, double min, double max, double p99, int count) {

  static Stats of(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return new Stats(
        middle(sorted), sorted.getFirst(), sorted.getLast(), at(sorted, 0.99), sorted.size());
  }

  /** Of an even number the mean of the two in the middle. */
  private static double middle(List<Double> sorted) {
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
  }
}
