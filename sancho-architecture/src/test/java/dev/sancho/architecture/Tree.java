package dev.sancho.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The source tree that the rules look at: its modules, their sources and their class files. */
final class Tree {
    private static final Path ROOT =
            Path.of(System.getProperty("tree.root", "..")).toAbsolutePath().normalize();
    private static final String BUILD_PLACE = System.getProperty("tree.build.place", "target");

    private Tree() {}

    static Path root() {
        return ROOT;
    }

    static List<String> modules() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JavaClasses mainClassesOf(String module) {
        return classesIn(List.of(module), "classes");
    }

    static JavaClasses mainClasses() {
        return classesIn(modules(), "classes");
    }

    static JavaClasses testClasses() {
        return classesIn(modules(), "test-classes");
    }

    /** All Java sources under {@code src/main} and {@code src/test}. */
    static List<Path> sources() {
        return modules().stream()
                .map(module -> ROOT.resolve(module).resolve("src"))
                .filter(Files::exists)
                .flatMap(Tree::javaFilesIn)
                .toList();
    }

    /** A source's path as the exceptions file has it: from the root, with slashes. */
    static String nameOf(Path source) {
        return ROOT.relativize(source).toString().replace('\\', '/');
    }

    private static JavaClasses classesIn(Collection<String> modules, String folder) {
        List<Path> folders = modules.stream()
                .map(module -> ROOT.resolve(module).resolve(BUILD_PLACE).resolve(folder))
                .filter(Files::exists)
                .toList();
        return new ClassFileImporter().importPaths(folders);
    }

    private static Stream<Path> javaFilesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
