package io.projectoracle.simulator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.projectoracle.simulator", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.projectoracle.(simulator..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheWebKnowsVertx =
      noClasses()
          .that()
          .resideOutsideOfPackage("..simulator.web")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule springStaysAtTheEdge =
      noClasses()
          .that()
          .resideOutsideOfPackage("..simulator.boot")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..");

  @ArchTest
  static final ArchRule usesNoOtherModule =
      noClasses()
          .should()
          .dependOnClassesThat(
              describe(
                  "belong to another module",
                  type ->
                      type.getPackageName().startsWith("io.projectoracle.")
                          && !type.getPackageName().startsWith("io.projectoracle.simulator")));
}
