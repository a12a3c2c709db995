/// What a user sees while qconnect waits for a job to run.
public enum WaitingLine {
  /// One line, safe to print, without the program's name.
  ///
  /// - Parameters:
  ///   - job: one that `QstatAnswer` says to wait for, or whose run is ending.
  ///   - waited: in seconds; nil where the line is not written again as time goes by.
  ///   - width: in columns; nil where nothing needs to be cut.
  public static func text(_ job: JobReport, waited: UInt64?, width: Int?) -> String {
    let width = width ?? .max
    let state = "job \(job.id.key) \(predicate(job))"
    let hint = "; Ctrl-C leaves it \(adjective(job))"
    let time = waited.map { ": \(duration($0))" } ?? ""
    let rest = start(job) + time + hint
    let candidates = [
      state + remark(job, columns: width - (state + rest).columns) + rest, state + rest,
      state + time + hint, state + hint, state + time,
    ]
    return candidates.first { $0.columns <= width } ?? state.cut(columns: width)
  }

  /// What a user sees who leaves: how to come back.
  public static func left(_ job: JobReport) -> AttachReport {
    let key = ShellWord.quoted(job.id.key)
    return AttachReport(
      ExitStatus.success,
      "job \(job.id.key) stays \(adjective(job)): qconnect \(key) waits again, qdel \(key) removes it"
    )
  }

  private static func predicate(_ job: JobReport) -> String {
    switch job.state {
    case .waiting: "waits for its start time"
    case .held: (job.hold ?? .unknown).waiting
    case .suspended: "is suspended, and its display with it"
    case .moving: "is on its way to another queue or host"
    case .running: "is starting"
    case .exiting: "is ending"
    default: "is queued"
    }
  }

  private static func adjective(_ job: JobReport) -> String {
    switch job.state {
    case .queued: "queued"
    case .waiting: "waiting"
    default: "as it is"
    }
  }

  private static func start(_ job: JobReport) -> String {
    switch job.state {
    case .waiting: job.startTime.map { ", \($0)" } ?? ""
    case .queued: job.estimatedStart.map { ", may start \(withoutSeconds($0))" } ?? ""
    default: ""
    }
  }

  /// `Mon Nov 23 08:00` of `Mon Nov 23 08:00:00 2026` (ctime(3)): a plan is not exact, and soon.
  private static func withoutSeconds(_ text: String) -> String {
    let words = text.split(separator: " ")
    guard words.count == 5, words[3].utf8.count == 8 else { return text }
    return (words[..<3] + [words[3].prefix(5)]).joined(separator: " ")
  }

  /// Fewer than these columns say nothing of use.
  private static let leastRemark = 12

  /// Why the job waits, cut to `columns`.
  private static func remark(_ job: JobReport, columns: Int) -> String {
    guard job.state == .queued, let comment = job.reason, columns >= leastRemark else { return "" }
    return " (\(comment.cut(columns: columns - 3)))"
  }

  private static func duration(_ seconds: UInt64) -> String {
    if seconds < 60 { return "\(seconds) s" }
    let minutes = seconds / 60
    return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }
}
