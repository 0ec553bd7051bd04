package io.projectoracle.cli;

import picocli.CommandLine.Parameters;

/** The file of queries a command reads. */
final class InputFile {
  @Parameters(
      paramLabel = "FILE",
      description = "Queries, one JSON object per line; - for standard input.")
  private String file = QuerySource.STANDARD_INPUT;

  String name() {
    return file;
  }

  QuerySource source() {
    return new QuerySource(file);
  }
}
