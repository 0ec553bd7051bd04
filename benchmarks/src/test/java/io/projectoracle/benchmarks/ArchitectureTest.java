package io.projectoracle.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.projectoracle.benchmarks",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("io.projectoracle.(benchmarks..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule springIsOnlyTheListenerToCompareWith =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("ListenerPart")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..");
}
