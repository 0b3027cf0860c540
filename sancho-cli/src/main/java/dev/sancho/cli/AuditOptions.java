package dev.sancho.cli;

import dev.sancho.worker.AuditPolicy;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is done about traces of jobs that another program removed, as the command line and the configuration file say. */
final class AuditOptions {
    @Option(
            names = "--audit-locks",
            paramLabel = "free|report",
            converter = Locks.class,
            description = "What becomes of locks whose jobs another program removed; free.")
    private AuditPolicy.@Nullable Locks locks;

    @Option(
            names = "--audit-members",
            paramLabel = "cancelled|dead|report",
            converter = Members.class,
            description = "How members of groups are marked whose jobs another program removed; cancelled.")
    private AuditPolicy.@Nullable Members members;

    /** What is said here, else in the file, else {@link AuditPolicy#DEFAULTS}. */
    AuditPolicy policy(ConfigFile file) {
        AuditPolicy.Locks forLocks = Optional.ofNullable(locks)
                .or(() -> file.text("audit-locks").map(AuditOptions::locks))
                .orElse(AuditPolicy.DEFAULTS.locks());
        AuditPolicy.Members forMembers = Optional.ofNullable(members)
                .or(() -> file.text("audit-members").map(AuditOptions::members))
                .orElse(AuditPolicy.DEFAULTS.members());
        return new AuditPolicy(forLocks, forMembers);
    }

    private static AuditPolicy.Locks locks(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "free" -> AuditPolicy.Locks.FREE;
            case "report" -> AuditPolicy.Locks.REPORT;
            default ->
                throw new IllegalArgumentException(
                        "audit-locks says what becomes of locks: free or report, not \"" + text + "\"");
        };
    }

    private static AuditPolicy.Members members(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "cancelled" -> AuditPolicy.Members.CANCELLED;
            case "dead" -> AuditPolicy.Members.DEAD;
            case "report" -> AuditPolicy.Members.REPORT;
            default ->
                throw new IllegalArgumentException(
                        "audit-members says how members are marked: cancelled, dead or report, not \"" + text + "\"");
        };
    }

    private static final class Locks implements ITypeConverter<AuditPolicy.Locks> {
        @Override
        public AuditPolicy.Locks convert(String text) {
            try {
                return locks(text);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(unknown.getMessage());
            }
        }
    }

    private static final class Members implements ITypeConverter<AuditPolicy.Members> {
        @Override
        public AuditPolicy.Members convert(String text) {
            try {
                return members(text);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(unknown.getMessage());
            }
        }
    }
}
