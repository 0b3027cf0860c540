/**
 * What a feature (unique jobs, batches, limits, …) is to the rest of Sancho: code that plans guards and effects, which the stores write
 * together with the insert or move they belong to. No store knows a feature, and no feature writes to a store.
 */
@NullMarked
package dev.sancho.feature;

import org.jspecify.annotations.NullMarked;
