package dev.sancho.redis;

import dev.sancho.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The files, all PEM, that TLS is spoken with. Immutable; read anew with each {@link #context}.
 *
 * @param ca whom to trust; null: those whom the JDK trusts
 * @param cert who this client is, with the certificates between it and its CA; null: it does not say
 * @param key the certificate's private key, in PKCS#8 and not encrypted; null if there is no certificate
 */
record TlsFiles(
        @Nullable String ca,
        @Nullable String cert,
        @Nullable String key) {
    static final TlsFiles NONE = new TlsFiles(null, null, null);

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = {};

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(cert == null || key == null ? null : identity(cert, key), ca == null ? null : trust(ca), null);
            return context;
        } catch (GeneralSecurityException | IOException refused) {
            throw refused("the certificates and the key of the URL", String.valueOf(refused.getMessage()), refused);
        }
    }

    private static TrustManager[] trust(String file) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate each : certificates("ca", file)) {
            store.setCertificateEntry("ca" + number++, each);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] identity(String certFile, String keyFile) throws GeneralSecurityException, IOException {
        List<Certificate> chain = certificates("cert", certFile);
        String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
        KeyStore store = empty();
        store.setKeyEntry("client", key(keyFile, algorithm), NO_PASSWORD, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(String parameter, String file) throws GeneralSecurityException {
        byte[] text = read(parameter, file).getBytes(StandardCharsets.ISO_8859_1);
        try {
            List<Certificate> all = List.copyOf(
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text)));
            if (!all.isEmpty()) {
                return all;
            }
        } catch (java.security.cert.CertificateException notOne) {
            throw refused(
                    "the file " + file + " of the parameter " + parameter, "it holds no certificate in PEM", notOne);
        }
        throw refused("the file " + file + " of the parameter " + parameter, "it holds no certificate in PEM", null);
    }

    private static PrivateKey key(String file, String algorithm) throws GeneralSecurityException {
        Matcher pem = KEY.matcher(read("key", file));
        if (!pem.find()) {
            throw refused(
                    "the file " + file + " of the parameter key",
                    "it holds no private key in PKCS#8 without a password (-----BEGIN PRIVATE KEY-----). To convert one:"
                            + " openssl pkcs8 -topk8 -nocrypt -in OLD.pem -out NEW.pem",
                    null);
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (java.security.spec.InvalidKeySpecException other) {
            throw refused(
                    "the file " + file + " of the parameter key",
                    "it holds no " + algorithm + " key, which the certificate is for",
                    other);
        }
    }

    private static String read(String parameter, String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException | InvalidPathException unreadable) {
            throw refused(
                    "the file " + file + " of the parameter " + parameter,
                    "it cannot be read (" + unreadable.getClass().getSimpleName() + ")",
                    unreadable);
        }
    }

    private static StoreException refused(String what, String why, @Nullable Throwable cause) {
        return new StoreException(
                "TLS to Redis cannot be spoken with " + what + ": " + why, false, StoreException.JobsExist.NO, cause);
    }
}
