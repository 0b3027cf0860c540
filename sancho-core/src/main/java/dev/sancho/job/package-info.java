/** Jobs as values: what is to be done, when, and with which options. */
@NullMarked
package dev.sancho.job;

import org.jspecify.annotations.NullMarked;
