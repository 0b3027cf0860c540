package dev.sancho.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@link Options} of a job type. What is left out is not said here; a method's options stand over those of its class, and those of a call
 * over both.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface JobOptions {
    /** A number that says nothing. */
    int UNSAID = Integer.MIN_VALUE;

    String queue() default "";

    /** How often a failed run is tried again; 0 = straight to the dead set, {@link Options#NO_RETRY} = neither retried nor kept. */
    int retries() default UNSAID;

    /** Retried until this long after the first failure: {@code "36h"}, {@code "2d12h"}, {@code "PT36H"}, or plain seconds. */
    String retryFor() default "";

    String retryQueue() default "";

    /** {@code dead = false}: not kept when it is given up. */
    boolean[] dead() default {};

    /** How many lines of the stack trace are kept with a failure; {@link Options#WHOLE_BACKTRACE} for all. */
    int backtrace() default UNSAID;

    String[] tags() default {};

    /** After this long a run is interrupted and counts as failed: {@code "90s"}, {@code "5m"}, {@code "PT5M"}, or plain seconds. */
    String timeout() default "";
}
