package dev.sancho.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The sizes of one source file, as the compiler reads it. */
record Measures(String name, int lines, List<Method> methods) {

    /**
     * A method or constructor: its lines from the first annotation to the closing brace, and its parameters. A record's components are none: a
     * record is where too many parameters are sent to.
     */
    record Method(String name, int lines, int parameters) {}

    static Measures of(Path source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, problem -> {}, List.of("-proc:none"), null, files.getJavaFileObjects(source));
            var methods = new ArrayList<Method>();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new MethodReader(unit, Trees.instance(task).getSourcePositions()), methods);
            }
            return new Measures(Tree.nameOf(source), Files.readAllLines(source).size(), List.copyOf(methods));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isTest() {
        return name.contains("/src/test/");
    }

    /** Adds each method of a file to a list. */
    private static final class MethodReader extends TreeScanner<Void, List<Method>> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private List<String> components = List.of();

        MethodReader(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitClass(ClassTree type, List<Method> found) {
            List<String> outer = components;
            components = type.getKind() == Kind.RECORD ? typesOfFields(type) : List.of();
            super.visitClass(type, found);
            components = outer;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, List<Method> found) {
            int parameters = isCanonical(method) ? 0 : method.getParameters().size();
            found.add(new Method(method.getName().toString(), linesOf(method), parameters));
            return super.visitMethod(method, found);
        }

        /** The types of a record's components, which are its only fields that are not static. */
        private static List<String> typesOfFields(ClassTree type) {
            return type.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                    .map(field -> field.getType().toString())
                    .toList();
        }

        private boolean isCanonical(MethodTree method) {
            return method.getName().contentEquals("<init>")
                    && method.getParameters().stream()
                            .map(parameter -> parameter.getType().toString())
                            .toList()
                            .equals(components);
        }

        private int linesOf(MethodTree method) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
            return (int) (last - first + 1);
        }
    }
}
