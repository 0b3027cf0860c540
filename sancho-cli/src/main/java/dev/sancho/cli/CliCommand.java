package dev.sancho.cli;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code sancho}, annotated with picocli's {@code @Command}.
 *
 * <p>Any module on the class path adds one: it implements this and lists the class in {@code
 * META-INF/services/dev.sancho.cli.CliCommand}. The result is the exit status.
 */
public interface CliCommand extends Callable<Integer> {}
