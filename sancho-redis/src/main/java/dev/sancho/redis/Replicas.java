package dev.sancho.redis;

import dev.sancho.store.StoreException;
import dev.sancho.store.StoreException.JobsExist;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Waits until as many replicas as the URL asks for have what a connection wrote. Thread-safe. */
record Replicas(RedisUrl url) {
    /** Throws unless enough replicas have confirmed in time what this connection wrote last. */
    void confirm(Connection connection, int jobs) {
        int millis = (int) url.options().replicaWait().toMillis();
        long confirmed;
        try {
            connection.setSoTimeout(millis + Primary.TIMEOUT_MILLIS);
            connection.sendCommand(Command.WAIT, Keys.bytes(url.options().replicas()), Keys.bytes(millis));
            confirmed = connection.getIntegerReply();
            connection.setSoTimeout(Primary.TIMEOUT_MILLIS);
        } catch (JedisConnectionException | JedisDataException failed) {
            connection.setBroken();
            throw unknown(jobs, failed);
        }
        if (confirmed < url.options().replicas()) {
            throw tooFew(jobs, confirmed);
        }
    }

    private StoreException unknown(int jobs, JedisException failed) {
        return new StoreException(
                "Redis at " + url + " took " + jobs + " jobs, but failed while its replicas were waited for: "
                        + Failures.said(failed)
                        + ". The jobs may exist: they do if the server comes back with its data or a replica had them",
                false,
                JobsExist.MAYBE,
                failed);
    }

    private StoreException tooFew(int jobs, long confirmed) {
        int wanted = url.options().replicas();
        return new StoreException(
                "Redis at " + url + " took " + jobs + " jobs, but of the " + wanted + " replicas that wait=" + wanted
                        + " asks for only " + confirmed + " confirmed them within "
                        + url.options().replicaWait().toMillis()
                        + " ms. The jobs exist on the primary and will be run, but would be lost with it: do not insert them"
                        + " again, and look after the replicas",
                false,
                JobsExist.YES,
                null);
    }
}
