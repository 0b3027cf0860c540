package dev.sancho.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long a file or a method may be. A file is split when it has two subjects, not to please a number. */
class SizesTest {
    private static final int FILE_LINES = 400;
    private static final int TEST_FILE_LINES = 600;
    private static final int METHOD_LINES = 25;
    private static final int PARAMETERS = 4;

    private final List<Measures> sources =
            Tree.sources().stream().map(Measures::of).toList();

    @Test
    void filesAreShort() {
        check("file", tooLong().map(source -> new Finding(source.name(), source.lines() + " lines")));
    }

    @Test
    void methodsAreShort() {
        check("method", methods(method -> method.lines() > METHOD_LINES, method -> method.lines() + " lines"));
    }

    @Test
    void methodsHaveFewParameters() {
        check(
                "parameters",
                methods(method -> method.parameters() > PARAMETERS, method -> method.parameters() + " parameters"));
    }

    @Test
    void exceptionsNameKnownRules() {
        assertThat(Exceptions.all())
                .extracting(Exceptions.Entry::rule)
                .isSubsetOf("file", "method", "parameters", "clock", "static");
    }

    /** Something too large, and how large it is. */
    private record Finding(String subject, String size) {}

    private Stream<Measures> tooLong() {
        return sources.stream().filter(source -> source.lines() > (source.isTest() ? TEST_FILE_LINES : FILE_LINES));
    }

    private Stream<Finding> methods(Predicate<Measures.Method> tooLarge, Function<Measures.Method, String> size) {
        return sources.stream()
                .flatMap(source -> source.methods().stream()
                        .filter(tooLarge)
                        .map(method -> new Finding(source.name() + "#" + method.name(), size.apply(method))));
    }

    private static void check(String rule, Stream<Finding> findings) {
        List<Finding> found = findings.toList();
        List<String> listed = Exceptions.to(rule);
        assertThat(found.stream().filter(finding -> !listed.contains(finding.subject())))
                .as("too large; split it, or give a reason in exceptions.txt under '%s'", rule)
                .isEmpty();
        Set<String> unneeded = new HashSet<>(listed);
        unneeded.removeAll(found.stream().map(Finding::subject).collect(Collectors.toSet()));
        assertThat(unneeded)
                .as("listed in exceptions.txt under '%s', but no longer too large", rule)
                .isEmpty();
    }
}
