package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.doctor.Doctor;
import dev.sancho.doctor.Report;
import java.time.Duration;
import java.util.List;

/** A program asks what is wrong with its store, as {@code sancho doctor} does at the command line: an alarm, say, or a health check. */
public final class DoctorExample {
    private DoctorExample() {}

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static List<String> run(Sancho sancho) throws InterruptedException {
        sancho.jobs().queue("mial").enqueue("Mailer::Welcome", 42L); // a slip of the pen: nobody serves this queue
        Doctor doctor = sancho.doctor();
        Report report = doctor.examine(Duration.ZERO);
        return report.findings().stream()
                .map(finding ->
                        finding.kind().code() + ": " + finding.evidence().getFirst())
                .toList();
    }
}
