package dev.sancho.job;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeBindings;
import tools.jackson.databind.type.TypeFactory;

/**
 * What is known of a kind of job from its method or record: the name it travels under, its options and its parameters. Immutable.
 *
 * <p>For a record, its components are the parameters, and the record itself the argument list.
 */
public final class JobType {
    private static final TypeFactory TYPES = Json.mapper().getTypeFactory();

    private final Class<?> owner;
    private final @Nullable Method method;
    private final String name;
    private final List<String> aliases;
    private final Options options;
    private final List<Parameter> parameters;
    private final boolean takesContext;
    private final @Nullable RecordShape shape;

    /**
     * A parameter that travels as an argument.
     *
     * @param name as in the source, if it was compiled with {@code -parameters}
     * @param type as declared, type variables resolved
     * @param nullable whether it is marked {@code @Nullable}
     */
    public record Parameter(String name, JavaType type, boolean nullable) {
        /** Whether a job that has no such argument may run: one that waits since before the parameter was added. */
        public boolean optional() {
            return nullable
                    || type.isReferenceType()
                    || type.getRawClass().getName().startsWith("java.util.Optional");
        }
    }

    private JobType(Class<?> owner, @Nullable Method method, List<Parameter> parameters, boolean takesContext) {
        AnnotatedElement element = method != null ? method : owner;
        Job job = element.getAnnotation(Job.class);
        Job classJob = owner.getAnnotation(Job.class);
        this.owner = owner;
        this.method = method;
        this.parameters = List.copyOf(parameters);
        this.takesContext = takesContext;
        this.shape = method == null ? RecordShape.of(owner) : null;
        this.options = optionsOf(element).over(element == owner ? Options.NONE : optionsOf(owner));
        Job naming = job != null ? job : classJob;
        if (naming != null && !naming.name().isEmpty()) {
            this.name = checked(naming.name(), element);
        } else if (method == null || (job == null && classJob != null)) {
            this.name = JobName.of(owner);
        } else {
            this.name = JobName.of(owner, method);
        }
        this.aliases = naming == null
                ? List.of()
                : Arrays.stream(naming.aliases())
                        .map(alias -> checked(alias, element))
                        .toList();
    }

    /** The method that a reference refers to. */
    public static JobType of(JobCall call) {
        return of(MethodReference.of(call));
    }

    public static JobType of(MethodReference reference) {
        return of(reference.receiver(), reference.method());
    }

    /**
     * A method that is a job.
     *
     * @param receiver the class of the object on which the method is called; it gives the name and binds the type variables
     * @param method one of that class, inherited maybe
     */
    public static JobType of(Class<?> receiver, Method method) {
        JavaType declaring = TYPES.constructType(receiver).findSuperType(method.getDeclaringClass());
        TypeBindings bindings = declaring == null ? TypeBindings.emptyBindings() : declaring.getBindings();
        AnnotatedType[] types = method.getAnnotatedParameterTypes();
        java.lang.reflect.Parameter[] declared = method.getParameters();
        int count = declared.length;
        boolean takesContext = count > 0 && RunContext.class.isAssignableFrom(declared[count - 1].getType());
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < (takesContext ? count - 1 : count); i++) {
            parameters.add(parameter(declared[i].getName(), types[i], bindings, method.toString()));
        }
        return new JobType(receiver, method, parameters, takesContext);
    }

    /** A record that is a job: {@code record SendInvoice(long id)}. */
    public static JobType of(Class<? extends Record> record) {
        TypeBindings bindings = TYPES.constructType(record).getBindings();
        List<Parameter> parameters = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            parameters.add(parameter(component.getName(), component.getAnnotatedType(), bindings, record.toString()));
        }
        return new JobType(record, null, parameters, false);
    }

    /** The name that jobs of this type travel under. */
    public String name() {
        return name;
    }

    /** Names that jobs of this type had before. */
    public List<String> aliases() {
        return aliases;
    }

    /** What {@link JobOptions} on the method and its class say. */
    public Options options() {
        return options;
    }

    /** What travels: the method's parameters but for the context, or the record's components. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Whether the method has a last parameter for the {@link RunContext}. */
    public boolean takesContext() {
        return takesContext;
    }

    /** The class of the object on which the method is called; of the static method; the record. */
    public Class<?> owner() {
        return owner;
    }

    /** The method; empty for a record. */
    public Optional<Method> method() {
        return Optional.ofNullable(method);
    }

    /** Whether the last argument takes all that are left. */
    public boolean varargs() {
        return method != null && method.isVarArgs() && !takesContext;
    }

    /** Whether the method needs an object to be called on. */
    public boolean needsObject() {
        return method != null && !Modifier.isStatic(method.getModifiers());
    }

    /** The components of a record of this type. */
    @Nullable
    Object[] components(Record job) {
        return requireNonNull(shape, "not a record").components(job);
    }

    Record construct(@Nullable Object[] components) {
        return requireNonNull(shape, "not a record").construct(name, components);
    }

    /** How it looks in the source: {@code Mailer.welcome(long)}. */
    @Override
    public String toString() {
        String types = String.join(
                ", ",
                parameters.stream()
                        .map(parameter -> ArgErrors.typeName(parameter.type()))
                        .toList());
        return owner.getSimpleName() + (method == null ? "" : "." + method.getName()) + "(" + types + ")";
    }

    private static Parameter parameter(String name, AnnotatedType type, TypeBindings bindings, String where) {
        if (RunContext.class.isAssignableFrom(
                TYPES.constructType(type.getType()).getRawClass())) {
            throw new IllegalArgumentException("The context must be the last parameter of a method: " + where);
        }
        boolean nullable = Arrays.stream(type.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
        return new Parameter(name, TYPES.resolveMemberType(type.getType(), bindings), nullable);
    }

    private static Options optionsOf(AnnotatedElement element) {
        JobOptions said = element.getAnnotation(JobOptions.class);
        try {
            return said == null ? Options.NONE : Options.of(said);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException("@JobOptions on " + element + ": " + invalid.getMessage(), invalid);
        }
    }

    private static String checked(String name, AnnotatedElement element) {
        try {
            return JobName.check(name);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(
                    "@Job on " + element + ": " + requireNonNull(invalid.getMessage()), invalid);
        }
    }
}
