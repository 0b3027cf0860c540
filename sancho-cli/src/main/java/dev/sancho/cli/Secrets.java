package dev.sancho.cli;

import java.util.regex.Pattern;

/** Takes passwords out of what is shown to people: those of URLs, before the host or as a parameter. */
public final class Secrets {
    private static final Pattern USER_INFO = Pattern.compile("(\\w+://[^\\s/@:?#]*:)[^\\s/]*@");
    private static final Pattern PARAMETER =
            Pattern.compile("((?:password|passwd|pwd|secret|token)=)[^\\s&;,\"']*", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** The text with {@code ***} in the place of each password. */
    public static String mask(String text) {
        String masked = USER_INFO.matcher(text).replaceAll("$1***@");
        return PARAMETER.matcher(masked).replaceAll("$1***");
    }
}
