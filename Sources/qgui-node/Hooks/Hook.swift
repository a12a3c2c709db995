import ArgumentParser
import CLinux
import Glibc
import Linux
import QGui

let log = SystemLog(program: "qgui-node")

/// What the hooks share: whatever goes wrong is logged, and never holds up or fails the job.
enum Hook {
  /// Seconds: for what even SIGKILL takes long to end, when the batch system has gone on.
  private static let afterwards: UInt32 = 60

  /// Does `body` in a child, and exits with status 0 when it is done, or after `bound` milliseconds,
  /// whatever it waits for then: it goes on by itself.
  static func run(_ name: String, bound: UInt64, _ body: () throws -> Void) -> Never {
    do {
      guard geteuid() == 0 else { throw HookFailure("only root can do this") }
      // Beside the processes of a fork bomb this one would hardly run.
      setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, -20)
      let child = try Children.fork()
      if child == 0 { work(name, body) }
      if ProcessIdentity.of(child)?.waitForEnd(until: .after(bound)) == false {
        log.warning("\(name): not done after \(bound) ms, and goes on")
      }
    } catch {
      log.warning("\(name): \(error)")
    }
    Glibc.exit(ExitStatus.success)
  }

  private static func work(_ name: String, _ body: () throws -> Void) -> Never {
    clinux_exit_after(afterwards, ExitStatus.success)
    if !log.isByHand { try? Detachment.detach(keeping: []) }
    do { try body() } catch { log.warning("\(name): \(error)") }
    Glibc.exit(ExitStatus.success)
  }
}

struct HookFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
