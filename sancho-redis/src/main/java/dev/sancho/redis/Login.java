package dev.sancho.redis;

import org.jspecify.annotations.Nullable;

/**
 * As whom to speak to a server. Immutable.
 *
 * @param user null: the server's default user
 * @param password null: none is wanted
 */
record Login(@Nullable String user, @Nullable String password) {
    static final Login NONE = new Login(null, null);

    /** The user as the server calls it. */
    String name() {
        return user == null ? "default" : user;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name();
    }
}
