/** The stores on SQL databases. */
@NullMarked
package dev.sancho.sql;

import org.jspecify.annotations.NullMarked;
