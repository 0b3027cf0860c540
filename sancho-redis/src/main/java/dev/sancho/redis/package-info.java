/** The store on Redis and Valkey, in the format of Sidekiq. */
@NullMarked
package dev.sancho.redis;

import org.jspecify.annotations.NullMarked;
