package io.projectoracle.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.projectoracle.chaos",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("io.projectoracle.(chaos..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theCheckerKnowsNothingButHistories =
      classes()
          .that()
          .resideInAPackage("..chaos.check")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("..chaos.check", "..chaos.history", "org.jspecify..", "java..");

  @ArchTest
  static final ArchRule ofTheRestOfOracleOnlyTheContractIsKnown =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.projectoracle.chaos..",
              "io.projectoracle.contract..",
              "org.apache.kafka..",
              "tools.jackson..",
              "org.slf4j..",
              "org.jspecify..",
              "com.google.errorprone.annotations..",
              "java..");
}
