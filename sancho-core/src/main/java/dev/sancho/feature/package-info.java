/** What a feature can hook into on a job's way. */
@NullMarked
package dev.sancho.feature;

import org.jspecify.annotations.NullMarked;
