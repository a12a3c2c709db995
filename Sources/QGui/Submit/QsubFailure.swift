/// What it means that qsub took no job.
struct QsubFailure {
  let exitStatus: Int32
  /// All that qsub printed: not safe to print.
  let text: String

  var report: AttachReport {
    let cause = Self.causes.first { cause in
      cause.signs.contains { text.contains($0) }
    }
    let sentence = cause?.sentence ?? "qsub took no job and exited with status \(exitStatus)"
    return AttachReport(cause?.status ?? ExitStatus.unavailable, "\(sentence) [\(words)]")
  }

  /// The last line that says what is wrong, without what comes before: Slurm's qsub quotes sbatch,
  /// and PBS's say their usage after the error.
  private var words: String {
    let lines = text.split(whereSeparator: \.isNewline).map(\.trimmed).filter { !$0.isEmpty }
    for line in lines.reversed() {
      for sign in ["sbatch: error: ", "qsub: "] {
        guard let range = line.firstRange(of: sign) else { continue }
        return "qsub: \(line[range.upperBound...].printable(limit: 200))"
      }
    }
    return "qsub: \(lines.last?.printable(limit: 200) ?? "nothing")"
  }
}

extension QsubFailure {
  /// One way to fail, and the texts that tell it: the exit statuses of OpenPBS and Torque differ,
  /// and Slurm's qsub has but one.
  private struct Cause {
    let signs: [String]
    var status = ExitStatus.unavailable
    let sentence: String
  }

  private static let causes: [Cause] = [
    Cause(
      signs: ["annot connect to ", "Unable to contact slurm controller"],
      status: ExitStatus.tryAgain,
      sentence: "the batch server does not answer: try again later, or tell its administrator"),
    Cause(
      signs: ["Unknown queue", "invalid partition"],
      sentence: "there is no such queue: 'qstat -q' lists them; say one with -q, or in job-queue"),
    Cause(
      signs: ["Queue is not enabled"],
      sentence: "the queue takes no jobs now: say another with -q, or try again later"),
    Cause(
      signs: ["queue resource limits", "server resource limits"],
      sentence: "no node or queue has so much: ask for less with -t, -m or -w, or say another queue"
        + " with -q"),
    Cause(
      signs: ["Unknown resource", "llegal attribute or resource value", "Invalid time limit"],
      sentence:
        "the batch system does not take what was asked for: look at -m, -w and -o, and at the"
        + " job- lines of qgui.conf"),
    Cause(
      signs: ["Bad UID for job execution"], status: ExitStatus.notYours,
      sentence: "the batch system runs no jobs of this account: log in as another user, or tell the"
        + " administrator"),
    Cause(
      signs: ["usage: qsub", "invalid option"],
      sentence: "qsub does not know an option: look at -o, and at job-option in qgui.conf"),
  ]
}
