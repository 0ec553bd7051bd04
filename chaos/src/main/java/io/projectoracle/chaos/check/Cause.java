package io.projectoracle.chaos.check;

import java.util.Locale;

/** Why a call may have been made in vain. */
enum Cause {
  /** Its worker was killed before the answer. */
  KILLED,
  /** Its worker was stopped by a signal for longer than its session. */
  PAUSED,
  /** It, or the commit of its result, outlasted the drain timeout of a planned stop. */
  OUTLASTED_DRAIN;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
