package dev.sancho.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may depend on whom, and on what from outside. */
class DependenciesTest {
    @Test
    void coreDependsOnLittle() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sancho..",
                        "java..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..")
                .check(Tree.mainClassesOf("sancho-core"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesOfAModuleFormNoCycle(String module) {
        slices().assignedFrom(packages())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(Tree.mainClassesOf(module));
    }

    @Test
    void noPackageIsNamedUtil() {
        noClasses().should().resideInAnyPackage("..util..", "..utils..").check(Tree.mainClasses());
    }

    static List<String> modules() {
        return Tree.modules();
    }

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith("dev.sancho")
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }
}
