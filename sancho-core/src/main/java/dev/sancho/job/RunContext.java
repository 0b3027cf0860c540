package dev.sancho.job;

/**
 * What a running job is given beside its arguments: a last parameter of a type that extends this is no argument, it does not travel.
 * Users meet it as {@link dev.sancho.client.JobContext}.
 */
public interface RunContext {}
