package dev.sancho.cli;

import dev.sancho.Sancho;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which store a command works on; the same for every command. */
public final class StoreOptions {
    private static final String VARIABLE = "SANCHO_STORE";
    private static final String SQLITE = "jdbc:sqlite:";

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = {
                "redis://[[user]:password@]host[:port][/db], jdbc:sqlite:FILE or memory. Without it: the environment variable "
                        + VARIABLE + ", then the configuration file, then " + Sancho.DEFAULT_URL
                        + " in the working directory.",
                "Everyone on this machine can read a command line: give a URL with a password by the variable or the file."
            })
    private @Nullable String url;

    @Option(
            names = {"-C", "--config"},
            paramLabel = "FILE",
            description = "Configuration file, YAML, a sidekiq.yml too; the command line stands over it.")
    private @Nullable Path file;

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            description =
                    "Whose section of the configuration file stands over the rest; else the environment variable APP_ENV, RAILS_ENV or "
                            + "RACK_ENV, else development.")
    private @Nullable String environment;

    private @Nullable ConfigFile config;

    /** The configuration file's content; empty if none was given. */
    ConfigFile config() {
        if (config == null) {
            config = file == null
                    ? ConfigFile.NONE
                    : ConfigFile.read(file, SidekiqYaml.environment(environment, System::getenv));
        }
        return config;
    }

    /** The store's URL, password and all: not to be shown. */
    public String url() {
        return Optional.ofNullable(url)
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)).filter(set -> !set.isBlank()))
                .or(() -> config().text("store"))
                .orElse(Sancho.DEFAULT_URL);
    }

    /** The store's URL as it may be shown. */
    public String shown() {
        return Secrets.mask(url());
    }

    /** Opens the store with the settings that ship. */
    public Sancho open() {
        return Sancho.open(url());
    }

    /** Opens a store that must be there already: to look into, not to begin one by a slip of the pen. */
    public Sancho openExisting() {
        String where = url();
        if (where.startsWith(SQLITE)) {
            String name = where.substring(SQLITE.length()).replaceFirst("\\?.*", "");
            if (!Files.exists(Path.of(name))) {
                throw CliFailure.of("There is no store " + name + " in "
                        + Path.of("").toAbsolutePath() + "; name one with --store or " + VARIABLE);
            }
        }
        return open();
    }
}
