package dev.sancho.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import dev.sancho.job.Log;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What no code here does. */
class HabitsTest {
    private static final Set<String> MODULES_THAT_PRINT = Set.of("sancho-cli", "sancho-examples", "sancho-bench");

    private static final Pattern LOGGING =
            Pattern.compile("(at)?(trace|debug|info|warn|error)", Pattern.CASE_INSENSITIVE);

    private final JavaClasses main = Tree.mainClasses();

    @Test
    void testsDoNotSleep() {
        noClasses()
                .should()
                .callMethodWhere(sleeps())
                .because("a test waits for a signal, which it names")
                .allowEmptyShould(true)
                .check(Tree.testClasses());
        noClasses().should().callMethodWhere(sleeps()).check(Tree.mainClassesOf("sancho-tck"));
    }

    @Test
    void onlyTheClockReadsTheClock() {
        List<String> clocks = Exceptions.to("clock");
        noClasses()
                .that(describe("are not listed as clocks", type -> !clocks.contains(outermost(type))))
                .should()
                .callMethodWhere(readsTheClock())
                .because("time is handed in; exceptions.txt lists who may ask the machine")
                .check(main);
    }

    @Test
    void nothingUsesTheOldDates() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Date.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Calendar.class)
                .check(main);
    }

    @Test
    void nothingPrintsStackTraces() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "printStackTrace() is called",
                        (JavaCall<?> call) -> call.getTarget().getName().equals("printStackTrace")
                                && call.getTarget().getRawParameterTypes().isEmpty()))
                .check(main);
    }

    @Test
    void onlyProgramsPrint() {
        for (String module : Tree.modules()) {
            if (!MODULES_THAT_PRINT.contains(module)) {
                noClasses()
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err")
                        .allowEmptyShould(true)
                        .check(Tree.mainClassesOf(module));
            }
        }
    }

    @Test
    void onlyTheLogLogs() {
        for (String module : Tree.modules()) {
            if (!MODULES_THAT_PRINT.contains(module) && !module.equals("sancho-tck")) {
                noClasses()
                        .that(describe("are not Log", type -> !type.isEquivalentTo(Log.class)))
                        .should()
                        .callMethodWhere(logs())
                        .orShould()
                        .callMethod(LoggerFactory.class, "getLogger", Class.class)
                        .because(
                                "Log cleans whatever goes into a line: what a payload says must not look like the log's own words")
                        .allowEmptyShould(true)
                        .check(Tree.mainClassesOf(module));
            }
        }
    }

    @Test
    void staticFieldsAreFinal() {
        List<String> listed = Exceptions.to("static");
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(SYNTHETIC)
                .and(describe("are not listed", (JavaField field) -> !listed.contains(field.getFullName())))
                .should()
                .beFinal()
                .because("two Sanchos live in one JVM")
                .allowEmptyShould(true)
                .check(main);
    }

    private static DescribedPredicate<JavaCall<?>> sleeps() {
        return describe("a thread sleeps", call -> {
            JavaClass owner = call.getTargetOwner();
            return call.getTarget().getName().equals("sleep")
                    && (owner.isAssignableTo(Thread.class) || owner.isEquivalentTo(TimeUnit.class));
        });
    }

    private static DescribedPredicate<JavaCall<?>> logs() {
        return describe(
                "a line is logged",
                call -> call.getTargetOwner().isAssignableTo(Logger.class)
                        && LOGGING.matcher(call.getTarget().getName()).matches());
    }

    private static DescribedPredicate<JavaCall<?>> readsTheClock() {
        return describe("the machine's clock is read", call -> {
            String owner = call.getTargetOwner().getName();
            String method = call.getTarget().getName();
            boolean now = method.equals("now")
                    && owner.startsWith("java.time.")
                    && call.getTarget().getRawParameterTypes().isEmpty();
            boolean ofAClock = owner.equals("java.time.Clock") && method.startsWith("system");
            boolean ofASource = owner.equals("java.time.InstantSource") && method.equals("system");
            boolean ofTheSystem = owner.equals("java.lang.System") && method.equals("currentTimeMillis");
            return now || ofAClock || ofASource || ofTheSystem;
        });
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(HabitsTest::outermost).orElse(type.getName());
    }
}
