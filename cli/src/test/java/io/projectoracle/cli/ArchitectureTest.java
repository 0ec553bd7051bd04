package io.projectoracle.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.projectoracle.cli",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("io.projectoracle.(cli..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule springIsKnownOnlyWherePartsAreStarted =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli.process")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "io.projectoracle..boot..");

  @ArchTest
  static final ArchRule operatorsCommandsKnowOfTheWorkerOnlyHowItWritesItsOffsets =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..cli.cluster",
              "..cli.published",
              "..cli.offsets",
              "..cli.check",
              "..cli.status",
              "..cli.letters")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.projectoracle.worker..", "io.projectoracle.broker..")
                  .and(resideOutsideOfPackage("io.projectoracle.worker.offset")));

  @ArchTest
  static final ArchRule whatCommandsShareKnowsNoPart =
      noClasses()
          .that()
          .resideInAnyPackage("..cli.console", "..cli.queries", "..cli.summary")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.projectoracle.worker..",
              "io.projectoracle.simulator..",
              "io.projectoracle.broker..",
              "..cli.local",
              "..cli.process");
}
