package dev.sancho.job;

/**
 * How far a running job is, as it says itself.
 *
 * @param done how much of the total is done, in whatever unit the job counts
 * @param total how much there is to do; 0 if that is not known
 * @param note a word to people who look; may be empty, cut at 200 characters
 */
public record Progress(long done, long total, String note) {
    private static final int LONGEST_NOTE = 200;

    public Progress {
        if (done < 0 || total < 0) {
            throw new IllegalArgumentException(
                    "A job's progress cannot be negative; done " + done + ", total " + total);
        }
        note = note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note;
    }

    /** The hundredths that are done, from 0 to 100; 0 if the total is not known. */
    public int percent() {
        return total == 0 ? 0 : (int) Math.min(100, Math.floor(100.0 * done / total));
    }
}
