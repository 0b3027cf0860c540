package dev.sancho.redis;

import java.util.Optional;
import javax.net.ssl.SSLException;

/** Tells what failed when TLS could not be spoken, if waiting does not help. */
final class TlsTrouble {
    private TlsTrouble() {}

    /** What to do; empty if it is not about TLS, or if it may pass. */
    static Optional<String> advice(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException tls) {
                return of(String.valueOf(tls.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> of(String said) {
        if (said.contains("PKIX") || said.contains("certification path") || said.contains("trustAnchors")) {
            return Optional.of("The server's certificate (" + said
                    + ") comes from a CA that this client does not trust: name the CA's file by the parameter ca");
        }
        if (said.contains("No name matching") || said.contains("subject alternative")) {
            return Optional.of("The server's certificate is for another host (" + said
                    + "): use the name that stands in it, or give the server one with this name");
        }
        if (said.contains("certificate_required")
                || said.contains("certificate required")
                || said.contains("bad_certificate")
                || said.contains("unknown_ca")
                || said.contains("handshake_failure")) {
            return Optional.of("The server wants a client certificate (" + said
                    + ") that it trusts: name its file and its key's by the parameters cert and key");
        }
        if (said.contains("Unsupported or unrecognized SSL message")) {
            return Optional.of(
                    "The server does not speak TLS at this port: use its TLS port, or redis:// in place of rediss://");
        }
        return Optional.empty();
    }
}
