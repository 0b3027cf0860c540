package dev.sancho.job;

import java.lang.reflect.Method;
import java.util.regex.Pattern;

/**
 * The names of job types: what stands in {@code class} on the wire.
 *
 * <p>Each is a Ruby constant, {@code Mailer::Welcome}, so that a Ruby process that meets it on a shared queue fails in a way that keeps
 * the job, and so that the Ruby Web UI and metrics can show it.
 */
public final class JobName {
    private static final Pattern CONSTANT = Pattern.compile("[A-Z]\\w*(?:::[A-Z]\\w*)*");

    private JobName() {}

    /** The class's simple name: {@code SendInvoice}. */
    public static String of(Class<?> type) {
        return derived(constant(type.getSimpleName()), type.getName());
    }

    /** The class's simple name and the method's, capitalised: {@code Mailer::Welcome}. */
    public static String of(Class<?> type, Method method) {
        return derived(
                constant(type.getSimpleName()) + "::" + constant(method.getName()),
                type.getName() + "." + method.getName());
    }

    /**
     * Checks a name that a person gave.
     *
     * @return the name
     * @throws IllegalArgumentException if it is not a Ruby constant
     */
    public static String check(String name) {
        if (!CONSTANT.matcher(name).matches()) {
            throw new IllegalArgumentException("The job name " + Json.quote(name)
                    + " is no Ruby constant: write parts of letters, digits and _ that begin with a capital letter,"
                    + " joined by ::, as in \"Billing::SendInvoice\"");
        }
        return name;
    }

    /**
     * Checks the name of a job that some other program runs, which may have rules of its own.
     *
     * @return the name
     * @throws IllegalArgumentException if it is blank, or has a control character or {@code |}, at which Sidekiq's metrics split
     */
    public static String checkForeign(String name) {
        if (name.isBlank() || name.chars().anyMatch(c -> c == '|' || c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("The job name " + Json.quote(name)
                    + " cannot be used: it must not be blank and must have no control character and no \"|\"");
        }
        return name;
    }

    private static String constant(String javaName) {
        return javaName.isEmpty() || javaName.charAt(0) > 'z'
                ? javaName
                : Character.toUpperCase(javaName.charAt(0)) + javaName.substring(1);
    }

    private static String derived(String name, String source) {
        if (!CONSTANT.matcher(name).matches()) {
            throw new IllegalArgumentException("No job name can be made of " + source + ", for " + Json.quote(name)
                    + " is no Ruby constant; name it: @Job(name = \"Billing::SendInvoice\")");
        }
        return name;
    }
}
