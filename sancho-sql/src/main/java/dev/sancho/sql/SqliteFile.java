package dev.sancho.sql;

import dev.sancho.job.Log;
import dev.sancho.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about a file before SQLite opens it, in better words than SQLite has. The file itself is not opened here: to close
 * it again would drop the locks that another store of this process has on it.
 */
final class SqliteFile {
    /** File systems without memory shared between processes, which write-ahead mode needs; with some it seems to work and damages the file. */
    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afs",
            "afpfs",
            "webdav",
            "9p",
            "ceph",
            "lustre",
            "fuse.sshfs",
            "fuse.glusterfs",
            "fuse.ceph",
            "fuse.s3fs",
            "fuse.rclone");

    /** In user space, but on a disk of this machine. */
    private static final Set<String> LOCAL =
            Set.of("fuseblk", "fuse.ntfs-3g", "fuse.exfat", "fuse.fuse-overlayfs", "fuse.bindfs", "fuse.lxcfs");

    private static final Log LOG = Log.of(SqliteFile.class);

    private SqliteFile() {}

    static void check(Path file) {
        Path directory = file.getParent();
        if (directory == null || Files.isDirectory(file)) {
            throw refused(
                    file + " is a directory: give the name of a file in it, " + file.resolve("jobs.db") + " say", null);
        }
        if (!Files.isDirectory(directory)) {
            throw refused(
                    "The directory " + directory + " of the SQLite file " + file.getFileName()
                            + " does not exist: create it, or give another",
                    null);
        }
        try {
            check(file, Files.getFileStore(directory).type());
        } catch (IOException unreadable) {
            throw refused(
                    "Could not read " + file + " (" + unreadable.getMessage()
                            + "): this user must be able to read and write it",
                    unreadable);
        }
        checkWritable(file, directory);
    }

    static void check(Path file, String fileSystem) {
        if (NETWORK.contains(fileSystem.toLowerCase(Locale.ROOT))) {
            throw refused(
                    file + " lies on a network file system (" + fileSystem
                            + "), where SQLite cannot keep several processes apart and files get damaged. Put it on a local disk,"
                            + " or use a database server for several machines",
                    null);
        }
        if (isDoubtful(fileSystem)) {
            LOG.warn(
                    "{} lies on a file system that is made by a program ({}). If that one is on a network, or has no memory shared between"
                            + " processes, SQLite will damage the file: put it on a local disk",
                    file,
                    fileSystem);
        }
    }

    /** Whether a file system may be a network's: one in user space that is not known to be a disk's. */
    static boolean isDoubtful(String fileSystem) {
        String type = fileSystem.toLowerCase(Locale.ROOT);
        return type.startsWith("fuse") && !LOCAL.contains(type);
    }

    private static void checkWritable(Path file, Path directory) {
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw refused(file + " is read-only for this user: SQLite jobs are claimed by writing to it", null);
        }
        if (!Files.isWritable(directory)) {
            throw refused(
                    "The directory " + directory + " is read-only for this user: SQLite writes " + file.getFileName()
                            + " and, beside it, files ending in -wal, -shm and -turn",
                    null);
        }
    }

    private static StoreException refused(String message, @Nullable Throwable cause) {
        return new StoreException(message, false, cause);
    }
}
