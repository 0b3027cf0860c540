/** What a program says about the jobs it runs: types, middleware, settings. */
@NullMarked
package dev.sancho.worker;

import org.jspecify.annotations.NullMarked;
