package io.projectoracle.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.projectoracle.client",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule theClientIsPlainJavaOnTheKafkaClients =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.projectoracle.client..",
              "io.projectoracle.contract..",
              "org.apache.kafka..",
              "org.slf4j..",
              "org.jspecify..",
              "com.google.errorprone.annotations..",
              "java..");
}
