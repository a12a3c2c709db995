import ArgumentParser
import CLinux
import Glibc
import Linux
import QGui

/// What access and adopt share: whatever goes wrong refuses the log-in, and says why to the one who
/// logs in and to the system's log.
enum LogInCall {
  /// Seconds, after which this process exits and the log-in is refused. sshd itself waits as long as
  /// its LoginGraceTime says.
  private static let bound: UInt32 = 15

  static func run(_ body: () throws -> Void) throws {
    clinux_exit_after(bound, ExitStatus.notYours)
    do {
      guard geteuid() == 0 else { throw LogInRefusal("only root can do this") }
      try body()
    } catch {
      log.note("\(error)")
      // pam_exec(8) hands standard output to whoever logs in.
      print("qgui: \("\(error)".printable(limit: 300))")
      throw ExitCode(ExitStatus.notYours)
    }
  }
}

/// Why somebody is not let in.
struct LogInRefusal: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
