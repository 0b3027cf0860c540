package dev.sancho.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificate authorities of the tests' own, and what they sign, made by openssl in a directory. */
record Certificates(Path directory) {
    /** Makes a CA: {@code NAME.pem}. */
    void authority(String name) {
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=" + name
                + " -keyout " + name + ".key -out " + name + ".pem");
    }

    /**
     * Makes a key and a certificate: {@code NAME.key}, {@code NAME.pem}.
     *
     * @param subject the names that stand in it: {@code IP:127.0.0.1}, {@code DNS:localhost}
     * @param keyType as openssl has it: {@code rsa:2048}, {@code ed25519}
     */
    void signed(String name, String authority, String subject, String keyType) {
        String curve = keyType.equals("ec") ? " -pkeyopt ec_paramgen_curve:prime256v1" : "";
        openssl("req -newkey " + keyType + curve + " -nodes -subj /CN=" + name + " -keyout " + name + ".key -out "
                + name + ".csr");
        try {
            Files.writeString(directory.resolve(name + ".ext"), "subjectAltName=" + subject);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        openssl("x509 -req -days 2 -in " + name + ".csr -CA " + authority + ".pem -CAkey " + authority
                + ".key -CAcreateserial -extfile " + name + ".ext -out " + name + ".pem");
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    void openssl(String arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ", -1)));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(told).isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
