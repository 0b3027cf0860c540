package dev.sancho.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Core's packages stand in a line: each imports only what stands to its left. */
class PackageLineTest {
    private static final String ROOT = "dev.sancho";

    /** From left to right; packages that share a place do not import each other. The front door is the root itself. */
    private static final List<Set<String>> LINE = List.of(
            Set.of("job"),
            Set.of("store"),
            Set.of("feature"),
            Set.of("client"),
            Set.of("worker"),
            Set.of("engine"),
            Set.of("unique", "batch", "limit", "history", "crypto", "doctor"),
            Set.of(""));

    private final JavaClasses core = Tree.mainClassesOf("sancho-core");

    @Test
    void coreWasBuilt() {
        assertThat(core).as("class files of sancho-core").isNotEmpty();
    }

    @Test
    void eachPackageImportsOnlyWhatStandsToItsLeft() {
        classes().should(importOnlyToTheLeft()).check(core);
    }

    private static ArchCondition<JavaClass> importOnlyToTheLeft() {
        return new ArchCondition<>("stand in the line and import only what stands to its left") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                if (placeOf(room(origin)) < 0) {
                    events.add(violated(origin, origin.getName() + " is in a package that has no place in the line"));
                }
                origin.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isOurs(dependency.getTargetClass()))
                        .filter(dependency -> !mayImport(origin, dependency.getTargetClass()))
                        .forEach(dependency -> events.add(violated(origin, dependency.getDescription())));
            }
        };
    }

    private static ConditionEvent violated(JavaClass origin, String message) {
        return SimpleConditionEvent.violated(origin, message);
    }

    private static boolean mayImport(JavaClass origin, JavaClass target) {
        return room(origin).equals(room(target)) || placeOf(room(target)) < placeOf(room(origin));
    }

    private static boolean isOurs(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    /** The first part of the package's name after the root: {@code engine} of {@code dev.sancho.engine.loop}. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1).split("\\.", 2)[0];
    }

    private static int placeOf(String room) {
        for (int place = 0; place < LINE.size(); place++) {
            if (LINE.get(place).contains(room)) {
                return place;
            }
        }
        return -1;
    }
}
