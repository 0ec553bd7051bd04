package io.projectoracle.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.projectoracle.worker",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule springStaysAtTheEdge =
      noClasses()
          .that()
          .resideOutsideOfPackage("..boot..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..");

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("io.projectoracle.worker.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theEngineKnowsNothingOfQueries =
      noClasses()
          .that()
          .resideInAPackage("..worker.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.projectoracle.contract..",
              "..worker.agent..",
              "..worker.answer..",
              "..worker.cache..",
              "..worker.call..",
              "..worker.limit..",
              "..worker.model..");

  @ArchTest
  static final ArchRule stateMachinesKnowNoClientsAndNoClocks =
      classes()
          .that()
          .resideInAPackage("..worker.offset..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("..worker.offset..", "java..", "org.jspecify..");
}
