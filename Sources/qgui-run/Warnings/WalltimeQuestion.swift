import Glibc
import Linux
import QGui
import SystemPackage

/// A qstat that runs beside the session, and is asked how long the job may run.
struct WalltimeQuestion {
  let pid: Int32
  /// Readable when there is more of the answer.
  let reading: FileDescriptor
  private let job: JobID
  private var answer: [UInt8] = []

  /// No honest answer about one job is longer, in bytes.
  private static let most = 1 << 22

  /// Many a site's qstat is a script, with children that may hang: it leads a session of its own, and
  /// all of it has the mark by which a teardown finds what is left.
  init(_ job: JobID, qstat: String, environment: [String: String]) throws {
    self.job = job
    let pipe = try Pipe()
    defer { try? pipe.writing.close() }
    let null = try File.null
    defer { try? null.close() }
    reading = pipe.reading
    do {
      let command = Command(path: qstat, arguments: ["-f", "\(job)"], environment: environment)
      pid = try Spawn.start(
        ExecStub(deathSignal: SIGKILL).command(for: command),
        descriptors: .init(input: null, output: pipe.writing, error: null), newSession: true)
    } catch {
      try? pipe.reading.close()
      throw error
    }
  }

  /// Nil as long as it is not complete.
  mutating func take() -> WalltimeWarnings.Answer? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = (try? buffer.withUnsafeMutableBytes { try reading.read(into: $0) }) ?? 0
    answer += buffer[..<count]
    if count > 0, answer.count < Self.most { return nil }
    let text = String(decoding: answer, as: UTF8.self)
    guard let report = QstatReport(text).flatMap({ JobReport($0) }),
      report.id.number == job.number, report.id.index == job.index
    else { return .silent }
    return report.walltime.map { .walltime($0, used: report.walltimeUsed) } ?? .noLimit
  }

  /// - Parameter isThere: it was not reaped, so that its number is still its own.
  func end(isThere: Bool) {
    try? reading.close()
    if isThere { Children.signalGroup(pid, SIGKILL) }
  }
}
