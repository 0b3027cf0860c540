package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first screen of the README runs as it stands, in a project of somebody who has nothing but the one dependency. */
class ReadmeIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String IMPORTS = """
            import dev.sancho.Sancho;
            import dev.sancho.client.Jobs;
            import java.time.Duration;
            import java.util.List;

            """;
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>quickstart</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>21</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>
                <dependency>
                  <groupId>dev.sancho</groupId>
                  <artifactId>sancho</artifactId>
                  <version>0.1.0-SNAPSHOT</version>
                </dependency>
              </dependencies>
            </project>
            """;

    @TempDir
    Path project;

    @Test
    void itsFirstScreenRunsWithTheOneDependency() throws Exception {
        Path sources = Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(sources.resolve("Quickstart.java"), IMPORTS + firstScreen());
        Files.writeString(project.resolve("pom.xml"), POM);

        maven(ROOT, "-Dfast", "-DskipTests", "install", "-pl", "sancho-front", "-am");
        String output = maven(
                project, "compile", "org.codehaus.mojo:exec-maven-plugin:3.6.4:java", "-Dexec.mainClass=Quickstart");

        assertThat(output)
                .contains("welcome, user 42", "welcome, user 43", "invoice 7 sent")
                .contains("welcome, user 1", "welcome, user 2", "welcome, user 3");
        assertThat(project.resolve("sancho.db")).exists();
    }

    private static String firstScreen() throws IOException {
        Matcher java = JAVA.matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(java.find()).as("the README has a Java example").isTrue();
        return java.group(1);
    }

    private String maven(Path directory, String... arguments) throws Exception {
        Path log = project.resolve("maven.log");
        List<String> command = new java.util.ArrayList<>(
                List.of(ROOT.resolve("mvnw").toString(), "--batch-mode", "--no-transfer-progress"));
        command.addAll(List.of(arguments));
        ProcessBuilder maven = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int status = maven.start().waitFor();
        String output = Files.readString(log);
        assertThat(status).as("%s", output).isZero();
        return output;
    }
}
