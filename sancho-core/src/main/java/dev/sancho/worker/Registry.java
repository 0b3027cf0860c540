package dev.sancho.worker;

import dev.sancho.client.JobContext;
import dev.sancho.job.Job;
import dev.sancho.job.JobArgumentException;
import dev.sancho.job.JobCall;
import dev.sancho.job.JobName;
import dev.sancho.job.JobType;
import dev.sancho.job.Json;
import dev.sancho.job.MethodReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Gathers the job types of a worker and the faults found on the way. Confined to one thread. */
final class Registry {
    private final Map<String, RegisteredJob> jobs = new LinkedHashMap<>();
    private final Map<String, RetryPolicy> policies = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private @Nullable RetryPolicy commonPolicy;
    private @Nullable Resolver resolver;

    List<String> faults() {
        return faults;
    }

    void resolver(Resolver resolver) {
        this.resolver = resolver;
    }

    /** For every job that has none of its own. */
    void policy(RetryPolicy policy) {
        commonPolicy = policy;
    }

    void policy(String name, RetryPolicy policy) {
        policies.put(name, policy);
    }

    /** @param objects gives the object of an instance method, for each run; null for a static one */
    void reference(JobCall call, @Nullable Supplier<?> objects) {
        collectFaults(() -> {
            MethodReference reference = MethodReference.of(call);
            JobType type = JobType.of(reference);
            checkObject(type, objects != null);
            add(type, Invocation.of(call, reference.method()), objects == null ? null : objects::get);
        });
    }

    private static void checkObject(JobType type, boolean given) {
        if (type.needsObject() && !given) {
            throw new IllegalArgumentException(
                    type + " is an instance method; say on which object it is called: handle(" + reference(type)
                            + ", object), or handleEach(" + reference(type) + ", () -> object)");
        }
        if (!type.needsObject() && given) {
            throw new IllegalArgumentException(
                    type + " is a static method and is called on no object: handle(" + reference(type) + ")");
        }
    }

    private static String reference(JobType type) {
        return type.owner().getSimpleName() + "::"
                + type.method().map(Method::getName).orElse("perform");
    }

    void methodsOf(Object instance) {
        register(instance.getClass(), () -> instance);
    }

    @SuppressWarnings("unchecked") // a record class is a Class of Records
    void type(Class<?> type) {
        if (type.isRecord()) {
            collectFaults(() -> performing((Class<? extends Record>) type));
        } else {
            register(type, () -> resolved(type));
        }
    }

    <R extends Record> void record(Class<R> type, RecordHandler<R> handler) {
        collectFaults(() -> {
            JobType job = JobType.of(type);
            put(job, (codec, args, context) -> handler.run(type.cast(codec.decodeRecord(job, args)), context));
        });
    }

    void named(String name, NamedHandler handler) {
        collectFaults(() -> {
            JobType any = JobType.of(NamedHandler.class, NamedHandler.class.getMethods()[0]);
            put(any, List.of(name), (codec, args, context) -> handler.run(untyped(args), context));
        });
    }

    @SuppressWarnings("unchecked") // a JSON array reads as a list of objects
    private static List<@Nullable Object> untyped(byte[] args) {
        List<@Nullable Object> list;
        try {
            list = Json.mapper().readValue(args, List.class);
        } catch (JacksonException unreadable) {
            throw new JobArgumentException(
                    "The args are no JSON array that can be read: " + unreadable.getOriginalMessage(), unreadable);
        }
        if (list == null) {
            throw new JobArgumentException("The args are no JSON array, but null");
        }
        return list;
    }

    Map<String, RegisteredJob> done() {
        policies.forEach((name, policy) -> {
            RegisteredJob job = jobs.get(name);
            if (job == null) {
                faults.add("There is a retry policy for " + name + ", but no job of that name is registered");
            } else {
                jobs.replaceAll((unused, known) -> known == job ? job.with(policy) : known);
            }
        });
        RetryPolicy common = commonPolicy;
        if (common != null) {
            jobs.replaceAll((unused, known) -> known.retryPolicy() == RetryPolicy.DEFAULT ? known.with(common) : known);
        }
        return jobs;
    }

    /** Gives the object on which a method is called. */
    @FunctionalInterface
    private interface Objects {
        Object get() throws Exception;
    }

    private Object resolved(Class<?> type) throws Exception {
        if (resolver == null) {
            throw new IllegalStateException(
                    "No resolver is set that could make a " + type.getName() + "; set one, or register an instance");
        }
        return resolver.resolve(type);
    }

    private void register(Class<?> type, Objects objects) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                boolean overridden = methods.stream().anyMatch(known -> overrides(known, method));
                if (method.isAnnotationPresent(Job.class) && !method.isBridge() && !overridden) {
                    methods.add(method);
                }
            }
        }
        if (methods.isEmpty()) {
            faults.add(type.getName()
                    + " has no method with @Job; mark those that may run, or register a reference to one");
        }
        for (Method method : methods) {
            collectFaults(() -> add(
                    JobType.of(type, method),
                    Invocation.of(method),
                    Modifier.isStatic(method.getModifiers()) ? null : objects));
        }
    }

    private static boolean overrides(Method method, Method inherited) {
        return method.getName().equals(inherited.getName())
                && Arrays.equals(method.getParameterTypes(), inherited.getParameterTypes())
                && !Modifier.isPrivate(inherited.getModifiers());
    }

    private void performing(Class<? extends Record> type) {
        JobType job = JobType.of(type);
        Method perform = performOf(type);
        Invocation invocation = Invocation.of(perform);
        boolean takesContext = perform.getParameterCount() == 1;
        put(job, (codec, args, context) -> {
            Record record = codec.decodeRecord(job, args);
            return invocation.run(takesContext ? new Object[] {record, context} : new Object[] {record});
        });
    }

    private static Method performOf(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            boolean fits = parameters.length == 0 || (parameters.length == 1 && parameters[0] == JobContext.class);
            if (method.getName().equals("perform") && fits && !Modifier.isStatic(method.getModifiers())) {
                return method;
            }
        }
        throw new IllegalArgumentException("The record " + type.getName()
                + " has no method perform() or perform(JobContext); add one, or register " + "a handler for it: handle("
                + type.getSimpleName() + ".class, (job, context) -> …)");
    }

    private void add(JobType type, Invocation invocation, @Nullable Objects objects) {
        int before = objects == null ? 0 : 1;
        int after = type.takesContext() ? 1 : 0;
        put(type, (codec, args, context) -> {
            @Nullable Object[] values = codec.decode(type, args);
            @Nullable Object[] all = values;
            if (before + after > 0) {
                all = new @Nullable Object[before + values.length + after];
                System.arraycopy(values, 0, all, before, values.length);
            }
            if (objects != null) {
                all[0] = objects.get();
            }
            if (after > 0) {
                all[all.length - 1] = context;
            }
            return invocation.run(all);
        });
    }

    private void put(JobType type, RegisteredJob.Runner runner) {
        List<String> names = new ArrayList<>(List.of(type.name()));
        names.addAll(type.aliases());
        put(type, names, runner);
    }

    private void put(JobType type, List<String> names, RegisteredJob.Runner runner) {
        RegisteredJob job = new RegisteredJob(type, RetryPolicy.DEFAULT, runner);
        for (String name : names) {
            RegisteredJob other = jobs.putIfAbsent(JobName.check(name), job);
            if (other != null) {
                faults.add("Two jobs are named " + name + ": " + other.type() + " and " + type
                        + "; give one another name with @Job(name = …)");
            }
        }
    }

    private void collectFaults(Runnable registration) {
        try {
            registration.run();
        } catch (IllegalArgumentException | IllegalStateException fault) {
            faults.add(String.valueOf(fault.getMessage()));
        }
    }
}
