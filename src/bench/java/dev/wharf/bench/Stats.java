package dev.wharf.bench;

import java.util.Collection;
import java.util.List;

/** Middle, ends and high percentiles of what was measured. */
record Stats(double median, double min, double max, double p99, int count) {

  static Stats of(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return new Stats(
        at(sorted, 0.5), sorted.getFirst(), sorted.getLast(), at(sorted, 0.99), sorted.size());
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
  }
}
