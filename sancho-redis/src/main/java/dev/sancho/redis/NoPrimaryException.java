package dev.sancho.redis;

import redis.clients.jedis.exceptions.JedisConnectionException;

/** No Sentinel names a primary that can be used. */
final class NoPrimaryException extends JedisConnectionException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /** @param passing false: all of them refuse, so that a person must act */
    NoPrimaryException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    boolean passing() {
        return passing;
    }
}
