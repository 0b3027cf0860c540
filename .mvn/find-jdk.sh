# shellcheck shell=sh
# Finds a JDK to build and run Sancho with. Sourced by ./sancho, ./check and .ci/run.
#
# find_jdk sets and exports JAVA_HOME: SANCHO_JAVA_HOME, JAVA_HOME or the java on the PATH if one of them is a JDK of
# the wanted version or newer, else the newest in the usual places. It returns 1 when there is none.

wanted_jdk=25

# Prints the feature version ("25") of the JDK in the folder $1; prints nothing if there is no JDK.
jdk_version() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    while IFS= read -r jdk_line; do
        case $jdk_line in
            JAVA_VERSION=\"*)
                jdk_line=${jdk_line#*\"}
                echo "${jdk_line%%[!0-9]*}"
                return 0
                ;;
        esac
    done <"$1/release"
}

# Prints the home of the java on the PATH. Shims of version managers are asked, links are followed.
jdk_on_path() {
    jdk_java=$(command -v java) || return 0
    while [ -L "$jdk_java" ]; do
        jdk_link=$(readlink "$jdk_java")
        case $jdk_link in
            /*) jdk_java=$jdk_link ;;
            *) jdk_java=$(dirname "$jdk_java")/$jdk_link ;;
        esac
    done
    jdk_home=$(dirname "$(dirname "$jdk_java")")
    # Without a JDK, /usr/bin/java of macOS only opens a window.
    if [ ! -r "$jdk_home/release" ] && [ "$jdk_home" != /usr ]; then
        jdk_home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
    fi
    echo "$jdk_home"
}

# Lists the usual places, a line each, as patterns.
jdk_places() {
    cat <<PLACES
/usr/lib/jvm/*
/usr/lib64/jvm/*
/usr/java/*
/usr/local/java/*
/opt/*
/opt/java/*
/Library/Java/JavaVirtualMachines/*/Contents/Home
$HOME/Library/Java/JavaVirtualMachines/*/Contents/Home
/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec
${SDKMAN_DIR:-$HOME/.sdkman}/candidates/java/*
$HOME/.asdf/installs/java/*
$HOME/.local/share/mise/installs/java/*
$HOME/.jdks/*
$HOME/.gradle/jdks/*
PLACES
}

# Expands the pattern $1, which may hold spaces, and prints each JDK home that it fits.
jdk_homes() {
    (
        IFS=
        for jdk_home in $1; do
            [ -d "$jdk_home" ] && echo "$jdk_home"
        done
    )
    return 0
}

find_jdk() {
    HOME=${HOME:-/}
    for jdk_candidate in "${SANCHO_JAVA_HOME-}" "${JAVA_HOME-}" "$(jdk_on_path)"; do
        jdk_found=$(jdk_version "$jdk_candidate")
        if [ "${jdk_found:-0}" -ge "$wanted_jdk" ]; then
            JAVA_HOME=$jdk_candidate
            export JAVA_HOME
            return 0
        fi
    done
    jdk_best=0
    while IFS= read -r jdk_candidate; do
        jdk_found=$(jdk_version "$jdk_candidate")
        if [ "${jdk_found:-0}" -ge "$wanted_jdk" ] && [ "$jdk_found" -gt "$jdk_best" ]; then
            jdk_best=$jdk_found
            JAVA_HOME=$jdk_candidate
        fi
    done <<HOMES
$(jdk_places | while IFS= read -r jdk_place; do jdk_homes "$jdk_place"; done)
HOMES
    [ "$jdk_best" -gt 0 ] || return 1
    export JAVA_HOME
}

# Tells in words why find_jdk found nothing, and what to do.
no_jdk() {
    cat <<TEXT
Sancho needs a JDK $wanted_jdk or newer, and found none. Looked at:
  SANCHO_JAVA_HOME  ${SANCHO_JAVA_HOME:-(not set)}
  JAVA_HOME         ${JAVA_HOME:-(not set)}
  java on the PATH  $(jdk_told "$(jdk_on_path)")
$(jdk_places | sed 's/^/  /')
Get one, for example:
  Debian, Ubuntu    apt install openjdk-$wanted_jdk-jdk, or the package temurin-$wanted_jdk-jdk of adoptium.net
  Fedora            dnf install java-$wanted_jdk-openjdk-devel
  macOS             brew install openjdk@$wanted_jdk
  anywhere          sdk install java, of sdkman.io
or set SANCHO_JAVA_HOME to where one is.
TEXT
}

jdk_told() {
    if [ -z "$1" ]; then
        echo "(none)"
    else
        jdk_found=$(jdk_version "$1")
        echo "$1 (${jdk_found:+version }${jdk_found:-not a JDK})"
    fi
}
