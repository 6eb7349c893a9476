package io.planform.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Who may import whom: the design's module table, and the order inside the planner. */
@AnalyzeClasses(packages = "io.planform", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleTableTest {
  private static final String SPI = "io.planform.spi..";
  private static final String API_FACTS = "io.planform.functiongraph..";
  private static final String HUAWEICLOUD = "io.planform.huaweicloud..";
  private static final String UTILITY = "io.planform.utility..";
  private static final String STORE_ERRORS = "io.planform.store";
  private static final String STATE = "io.planform.store.state..";
  private static final String SECRET = "io.planform.store.secret..";
  private static final String STORE = "io.planform.store..";

  /** Runs inside the function's container, where what a function prints is its log. */
  private static final String BOOTSTRAP = "io.planform.runtime..";

  @ArchTest static final ArchRule stateStoreStandsAlone = module(STORE).sees();

  @ArchTest static final ArchRule spiStandsAlone = module(SPI).sees();

  @ArchTest static final ArchRule apiFactsStandAlone = module(API_FACTS).sees();

  @ArchTest
  static final ArchRule huaweicloudSeesSpiAndApiFacts = module(HUAWEICLOUD).sees(SPI, API_FACTS);

  @ArchTest static final ArchRule utilitySeesSpi = module(UTILITY).sees(SPI);

  @ArchTest
  static final ArchRule runtimeHostSeesApiFactsDatabasesAndSecrets =
      module("io.planform.host..")
          .sees(
              API_FACTS,
              STORE_ERRORS,
              "io.planform.store.database..",
              "io.planform.store.secret..");

  @ArchTest static final ArchRule bootstrapStandsAlone = module(BOOTSTRAP).sees();

  @ArchTest static final ArchRule langSeesSpi = module(planner("lang")).sees(SPI);

  @ArchTest
  static final ArchRule configSeesLang = module(planner("config")).sees(SPI, planner("lang"));

  @ArchTest
  static final ArchRule moduleSeesConfig =
      module(planner("module")).sees(SPI, planner("lang"), planner("config"));

  @ArchTest
  static final ArchRule manifestSeesConfigAndModule =
      module(planner("manifest")).sees(SPI, planner("lang"), planner("config"), planner("module"));

  @ArchTest static final ArchRule provisionSeesSpi = module(planner("provision")).sees(SPI);

  @ArchTest
  static final ArchRule convertSeesManifest =
      module(planner("convert"))
          .sees(SPI, planner("lang"), planner("config"), planner("manifest"), planner("format"));

  @ArchTest
  static final ArchRule formatSeesManifest =
      module(planner("format")).sees(SPI, planner("lang"), planner("manifest"));

  @ArchTest
  static final ArchRule graphSeesConfig =
      module(planner("graph")).sees(SPI, planner("lang"), planner("config"));

  @ArchTest
  static final ArchRule planSeesGraphAndState =
      module(planner("plan"))
          .sees(
              SPI,
              STORE_ERRORS,
              STATE,
              planner("lang"),
              planner("config"),
              planner("graph"),
              planner("provision"));

  @ArchTest
  static final ArchRule savedSeesPlan =
      module(planner("saved"))
          .sees(
              SPI,
              STORE_ERRORS,
              STATE,
              SECRET,
              planner("lang"),
              planner("config"),
              planner("plan"));

  @ArchTest
  static final ArchRule applySeesPlan =
      module(planner("apply"))
          .sees(
              SPI,
              STORE_ERRORS,
              STATE,
              planner("lang"),
              planner("config"),
              planner("graph"),
              planner("plan"),
              planner("provision"));

  @ArchTest
  static final ArchRule testSeesApply =
      module(planner("test"))
          .sees(
              SPI,
              STORE_ERRORS,
              STATE,
              planner("lang"),
              planner("config"),
              planner("manifest"),
              planner("graph"),
              planner("plan"),
              planner("apply"));

  @ArchTest
  static final ArchRule stateSeesPlan =
      module(planner("state"))
          .sees(SPI, STORE_ERRORS, STATE, planner("config"), planner("graph"), planner("plan"));

  @ArchTest
  static final ArchRule rollbackSeesPlan =
      module(planner("rollback"))
          .sees(SPI, STORE_ERRORS, STATE, planner("config"), planner("graph"), planner("plan"));

  @ArchTest
  static final ArchRule tfstateSeesPlanAndRender =
      module(planner("tfstate"))
          .sees(
              SPI,
              STORE_ERRORS,
              STATE,
              planner("config"),
              planner("graph"),
              planner("plan"),
              planner("render"));

  @ArchTest
  static final ArchRule adoptSeesPlanConvertAndFormat =
      module(planner("adopt"))
          .sees(
              SPI,
              STORE_ERRORS,
              STATE,
              planner("lang"),
              planner("config"),
              planner("graph"),
              planner("plan"),
              planner("convert"),
              planner("format"));

  @ArchTest
  static final ArchRule policySeesPlan =
      module(planner("policy"))
          .sees(SPI, planner("lang"), planner("config"), planner("manifest"), planner("plan"));

  @ArchTest
  static final ArchRule deploySeesApply =
      module(planner("deploy"))
          .sees(
              SPI,
              STORE_ERRORS,
              STATE,
              "io.planform.store.job..",
              planner("lang"),
              planner("config"),
              planner("manifest"),
              planner("apply"));

  @ArchTest
  static final ArchRule driftSeesPlan =
      module(planner("drift"))
          .sees(
              SPI,
              STATE,
              planner("lang"),
              planner("config"),
              planner("manifest"),
              planner("graph"),
              planner("plan"));

  @ArchTest
  static final ArchRule renderSeesPlanAndDrift =
      module(planner("render"))
          .sees(
              SPI,
              STORE_ERRORS,
              STATE,
              planner("lang"),
              planner("config"),
              planner("graph"),
              planner("plan"),
              planner("state"),
              planner("drift"),
              planner("test"));

  @ArchTest
  static final ArchRule plannerPackagesHaveNoCircles =
      slices().matching("io.planform.planner.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule storePackagesHaveNoCircles =
      slices().matching("io.planform.store.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule hostPackagesHaveNoCircles =
      slices().matching("io.planform.host.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule providerPackagesHaveNoCircles =
      slices().matching("io.planform.huaweicloud.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheCommandLineAndRenderersPrint =
      noClasses()
          .that(
              resideInAPackage("io.planform..")
                  .and(not("io.planform.planner.cli..", "io.planform.planner.render..", BOOTSTRAP))
                  .and(isNotMainOfTheHost()))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  private static String planner(String part) {
    return "io.planform.planner." + part + "..";
  }

  private static Module module(String packages) {
    return new Module(packages);
  }

  private static DescribedPredicate<JavaClass> not(String... packages) {
    return DescribedPredicate.not(resideInAnyPackage(packages));
  }

  private static DescribedPredicate<JavaClass> isNotMainOfTheHost() {
    return DescribedPredicate.describe(
        "are not the host's Main", type -> !type.getName().equals("io.planform.host.Main"));
  }

  private record Module(String packages) {

    /** Besides itself and whatever is not ours. */
    private ArchRule sees(String... others) {
      String[] allowed =
          Stream.concat(Stream.of(packages), Stream.of(others)).toArray(String[]::new);
      return classes()
          .that(resideInAPackage(packages))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(allowed)
                  .or(DescribedPredicate.not(resideInAPackage("io.planform.."))));
    }
  }
}
