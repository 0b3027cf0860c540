package dev.sancho.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code sancho --version} prints. */
final class Version implements IVersionProvider {
    /** This build's version. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "sancho " + number(),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
