package dev.sancho.cli;

import dev.sancho.worker.WorkerBuilder;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Which jobs a worker may run, and where their code is. */
final class JobSources {
    @Option(
            names = {"-r", "--jobs"},
            paramLabel = "CLASS",
            description = {
                "A class whose jobs may run, again and again: one with methods marked @Job (an object is made for each run, by the "
                        + "constructor without parameters), a record with perform(), or a Consumer<WorkerBuilder> that sets up more."
            })
    private List<String> classes = new ArrayList<>();

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description =
                    "Jars and folders where those classes are, again and again, or divided as in java -cp; DIR/* is all jars of a folder.")
    private List<String> classpath = new ArrayList<>();

    @Option(names = "--examples", description = "The jobs of sancho-examples, HardWorker among them.")
    private boolean examples;

    void fillFrom(ConfigFile config) {
        if (classes.isEmpty()) {
            classes = config.texts("jobs");
        }
        if (classpath.isEmpty()) {
            classpath = config.texts("classpath");
        }
        examples |= config.bool("examples").orElse(false);
    }

    /**
     * Loads all of them.
     *
     * @return what registers them with a worker
     * @throws CliFailure if there are none, or one cannot be loaded
     */
    Consumer<WorkerBuilder> load() {
        if (classes.isEmpty() && !examples) {
            throw CliFailure.usage(
                    "No jobs to run: name their classes with --jobs CLASS (and --classpath), or try --examples");
        }
        ClassLoader loader = loader();
        Thread.currentThread().setContextClassLoader(loader);
        List<Class<?>> types = new ArrayList<>();
        classes.forEach(name -> types.add(load(name, loader)));
        List<ExampleJobs> more = examples ? examples(loader) : List.of();
        return worker -> {
            worker.resolver(JobSources::make);
            types.forEach(type -> register(worker, type));
            more.forEach(setup -> setup.accept(worker));
        };
    }

    private static List<ExampleJobs> examples(ClassLoader loader) {
        List<ExampleJobs> found = new ArrayList<>();
        ServiceLoader.load(ExampleJobs.class, loader).forEach(found::add);
        if (found.isEmpty()) {
            throw CliFailure.usage("There are no examples on the class path; add the jar of sancho-examples");
        }
        return found;
    }

    private static void register(WorkerBuilder worker, Class<?> type) {
        if (Consumer.class.isAssignableFrom(type)) {
            setup(type).accept(worker);
        } else {
            worker.register(type);
        }
    }

    @SuppressWarnings("unchecked") // what else it might consume shows at once, by a ClassCastException
    private static Consumer<WorkerBuilder> setup(Class<?> type) {
        try {
            return (Consumer<WorkerBuilder>) make(type);
        } catch (Exception failed) {
            throw CliFailure.of("Cannot make a " + type.getName() + ": " + failed);
        }
    }

    private static <T> T make(Class<T> type) throws Exception {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException none) {
            throw new IllegalStateException(
                    type.getName()
                            + " has no constructor without parameters; add one, or name a Consumer<WorkerBuilder> that registers it",
                    none);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof Exception cause ? cause : thrown;
        }
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, true, loader);
        } catch (ClassNotFoundException missing) {
            throw CliFailure.usage("There is no class " + name
                    + " on the class path; say with --classpath where it is (an inner class is Outer$Inner)");
        } catch (LinkageError broken) {
            throw CliFailure.of("The class " + name + " cannot be loaded: " + broken);
        }
    }

    private ClassLoader loader() {
        ClassLoader own = JobSources.class.getClassLoader();
        List<URL> urls = classpath.stream()
                .flatMap(paths -> List.of(paths.split(File.pathSeparator)).stream())
                .filter(path -> !path.isBlank())
                .flatMap(path -> entries(path).stream())
                .toList();
        return urls.isEmpty() ? own : new URLClassLoader("jobs", urls.toArray(URL[]::new), own);
    }

    private static List<URL> entries(String path) {
        if (path.endsWith("*")) {
            File[] jars =
                    new File(path.substring(0, path.length() - 1)).listFiles((folder, name) -> name.endsWith(".jar"));
            if (jars == null || jars.length == 0) {
                throw CliFailure.usage("There are no jars in " + path);
            }
            return List.of(jars).stream().sorted().map(jar -> url(jar.toPath())).toList();
        }
        Path entry = Path.of(path);
        if (!Files.exists(entry)) {
            throw CliFailure.usage("There is no " + path + ", named by --classpath");
        }
        return List.of(url(entry));
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
