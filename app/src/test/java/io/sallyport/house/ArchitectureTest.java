package io.sallyport.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.Later;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the house that the compiler does not know. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.sallyport");

  @Test
  void coreKnowsNoSocketsAndNoDatabases() {
    noClasses()
        .that()
        .resideInAPackage("io.sallyport.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "java.sql..", "java.net.http..", "io.sallyport.edge..")
        .check(CLASSES);
  }

  @Test
  void policyKnowsNothingOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("io.sallyport.policy..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.sallyport.policy..", "java..", "tools.jackson..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void modulesDependDownwards() {
    noClasses()
        .that()
        .resideInAPackage("io.sallyport.edge..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.sallyport.adapters..", "io.sallyport.app..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.sallyport.adapters..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.sallyport.edge..", "io.sallyport.app..", "io.netty..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.sallyport.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void hotPathNeverSeesDefinitions() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.sallyport.core.message..",
            "io.sallyport.core.language..",
            "io.sallyport.core.pipeline..",
            "io.sallyport.core.logline..",
            "io.sallyport.core.values..",
            "io.sallyport.core.executionlog..",
            "io.sallyport.core.event..",
            "io.sallyport.core.token..",
            "io.sallyport.core.protection..",
            "io.sallyport.core.authorizer..",
            "io.sallyport.core.integration..",
            "io.sallyport.core.snapshot..",
            "io.sallyport.edge..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sallyport.core.definition..")
        .check(CLASSES);
  }

  @Test
  void stepsAreStrangersKnownToTheCompilerOnly() {
    List<String> kinds = List.of("protection", "authorizer", "integration");
    for (String kind : kinds) {
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.sallyport.core." + kind + "..", "io.sallyport.core.compile..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.sallyport.core." + kind + ".."))
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void whatIsSharedIsImmutable() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(
            "io.sallyport.core.message..",
            "io.sallyport.core.snapshot..",
            "io.sallyport.core.definition")
        .and()
        .areNotDeclaredIn(Later.class) // its one field of state moves by compare-and-set
        .and()
        .areNotDeclaredIn(HeaderEdits.class) // confined to one exchange
        .and()
        .areDeclaredInClassesThat()
        .haveNameNotMatching(".*(Builder.*|\\.Search)") // confined to one compilation or look-up
        .should()
        .beFinal()
        .check(CLASSES);
  }

  @Test
  void requestPathHasNoThreadLocals() {
    noClasses()
        .that()
        .resideInAnyPackage("io.sallyport.core..", "io.sallyport.edge..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocal.class)
        .check(CLASSES);
  }
}
