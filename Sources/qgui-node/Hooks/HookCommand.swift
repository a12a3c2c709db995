import ArgumentParser
import CLinux
import Glibc
import Linux
import QGui

let log = SystemLog(program: "qgui-node")

/// What the hooks share: whatever goes wrong is logged, and never holds up or fails the job.
enum Hook {
  /// - Parameter bound: seconds, after which this process exits, whatever it waits for.
  static func run(_ name: String, bound: UInt32, _ body: () throws -> Void) -> Never {
    clinux_exit_after(bound, ExitStatus.success)
    // Beside the processes of a fork bomb this one would hardly run.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, -20)
    do {
      guard geteuid() == 0 else { throw HookFailure("only root can do this") }
      try body()
    } catch {
      log.warning("\(name): \(error)")
    }
    Glibc.exit(ExitStatus.success)
  }

  static func account(_ call: HookCall) throws -> Account {
    guard let account = Account(call.user) else {
      throw HookFailure("job \(call.job.key): there is no user \(call.user)")
    }
    guard account.uid != 0 else {
      throw HookFailure("job \(call.job.key): root's jobs are left alone")
    }
    return account
  }
}

struct HookFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
