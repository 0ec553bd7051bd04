package io.projectoracle.simulator;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * SplitMix64 with an atomic state: the n-th number depends on the seed and n alone, whichever
 * threads draw. Thread-safe, lock-free.
 *
 * <p>Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014.
 */
final class SharedRandom implements RandomGenerator {

  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private final AtomicLong state;

  SharedRandom(long seed) {
    this.state = new AtomicLong(seed);
  }

  @Override
  public long nextLong() {
    long mixed = state.addAndGet(GAMMA);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
