package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;

/** What the end of the process tells. */
final class ExitCodes {
  static final int DONE = 0;

  /** Something failed, or was not answered, or is not as it should be. */
  static final int FAILED = 1;

  static final int WRONG_USAGE = 2;

  /** Nothing is known, since nobody answers; the launcher's code too where it cannot start Java. */
  static final int UNREACHABLE = 3;

  /** Stopped as asked, but the drain timeout cut queries short. */
  static final int CUT_SHORT = 4;

  private ExitCodes() {}

  /** The code of a process that was told to stop. */
  static int ofStop(Console console, int cutShort) {
    if (cutShort == 0) {
      return DONE;
    }
    console.remark(
        "stopped; " + cutShort + " queries outlasted the drain timeout and will be repeated");
    return CUT_SHORT;
  }
}
