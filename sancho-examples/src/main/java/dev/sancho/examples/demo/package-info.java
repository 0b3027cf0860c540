/**
 * {@code sancho demo}: a client, a worker in another process, a kill in the middle, and an account that shows that nothing was lost.
 */
@NullMarked
package dev.sancho.examples.demo;

import org.jspecify.annotations.NullMarked;
