package io.projectoracle.cli.console;

/** Text that others wrote, such as ids and headers, as it may be shown on a terminal. */
public final class Printable {
  private Printable() {}

  /** On one line; characters that would control a terminal are shown as {@code \}{@code u001b}. */
  public static String of(String text) {
    if (text.codePoints().noneMatch(Printable::controls)) {
      return text;
    }
    var shown = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (controls(point)) {
                shown.append(String.format("\\u%04x", point));
              } else {
                shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }

  private static boolean controls(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
