package io.projectoracle.cli.local;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.DurationText;
import io.projectoracle.cli.console.Form;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a process says when everything in it is up. */
record Greeting(Console console, Form form) {
  /** Names what listens where: a line each, or one object. */
  void say(Map<String, String> listening) {
    if (form == Form.JSON) {
      console.result(JsonMapper.shared().writeValueAsString(listening));
    } else {
      listening.forEach((name, place) -> console.result(name + ": " + place));
    }
    console.out().flush();
    Duration sinceStart = Duration.ofNanos(System.nanoTime() - console.startNanos());
    console.remark("ready after " + DurationText.format(sinceStart) + "; Ctrl-C stops");
  }
}
