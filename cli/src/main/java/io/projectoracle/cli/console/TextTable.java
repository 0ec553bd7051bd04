package io.projectoracle.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns, numbers to the right and texts to the left. Not thread-safe. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  private final int texts;

  /** A table with that head: a text, and then numbers. */
  public TextTable(String... head) {
    this(1, head);
  }

  private TextTable(int texts, String[] head) {
    this.texts = texts;
    rows.add(List.of(head));
  }

  /** A table with that head, of texts only. */
  public static TextTable ofTexts(String... head) {
    return new TextTable(head.length, head);
  }

  /** Adds a row with as many cells as the head has. */
  public void add(List<String> row) {
    if (row.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "row must have " + rows.get(0).size() + " cells: " + row.size());
    }
    rows.add(row);
  }

  /** The lines, without trailing space. */
  public List<String> lines() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], length(row.get(column)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      String space = " ".repeat(widths[column] - length(cell));
      line.append(column == 0 ? "" : GAP).append(column < texts ? cell + space : space + cell);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
