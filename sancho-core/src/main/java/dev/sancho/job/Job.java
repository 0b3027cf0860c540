package dev.sancho.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a job: a method, a record whose components are the arguments, or a class that is one job whichever of its methods runs it.
 *
 * <p>Needed only to give a name, or to have a method found when its object is registered with a worker; a method given to
 * {@code enqueue} or {@code handle} as a reference is a job without it. A method's annotation stands over its class's.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Job {
    /**
     * The name under which jobs of this type travel, a Ruby constant such as {@code Billing::SendInvoice}. Left out: {@code Mailer::Welcome}
     * for the method {@code welcome} of {@code Mailer}, the simple name for a record or a class.
     */
    String name() default "";

    /** Names that jobs of this type had before, and under which some may still wait. */
    String[] aliases() default {};
}
