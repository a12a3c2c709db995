import Cgroups
import Glibc
import Linux
import QGui

/// What stands between posix_spawn(3) and a program: the same file under another name, which sets
/// what only a process can set for itself, and becomes the program. About 2 ms, and no moment in
/// which the program runs outside its group.
struct ExecStub {
  /// argv[0]: what ps(1) shows for these 2 ms.
  private static let name = "qgui-stub"

  /// SIGTERM or SIGKILL for this process when its parent ends; prctl(2), PR_SET_PDEATHSIG.
  var deathSignal: Int32?
  /// The group to enter, as its `recordText`.
  var group: String?
  /// Raises oom_score_adj, so that the kernel ends PROGRAM and never the display: proc(5).
  var isKilledFirst = false

  /// Half of the range: enough to outweigh a display of several hundred megabytes.
  private static let oomScoreAdjustment = "600"

  /// The stub's own command, which becomes `command`.
  func command(for command: Command) -> Command {
    var words = ["\(getpid())", deathSignal.map { "\($0)" } ?? "-", isKilledFirst ? "first" : "-"]
    words += [group ?? "-", command.path]
    return Command(
      path: "/proc/self/exe", arguments: words + command.arguments,
      environment: command.environment)
  }

  func start(
    _ command: Command, descriptors: Spawn.Descriptors = .inherited, newSession: Bool = false
  ) throws -> Int32 {
    try Spawn.start(
      self.command(for: command), name: Self.name, descriptors: descriptors,
      newSession: newSession)
  }
}

extension ExecStub {
  static var isAsked: Bool { CommandLine.arguments.first == name }

  /// Runs in the child; ends as a shell does when the program cannot be executed.
  static func run() -> Never {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count >= 5, let parent = Int32(words[0]) else { exit(ExitStatus.usage) }
    if let signal = Int32(words[1]) { ParentDeath.follow(parent, with: signal) }
    if words[2] == "first" {
      try? File.overwrite("/proc/self/oom_score_adj", oomScoreAdjustment)
    }
    enter(words[3])
    let command = Command(
      path: words[4], arguments: Array(words.dropFirst(5)), environment: Machine.environment)
    do {
      try Spawn.become(command)
    } catch {
      say("\(words[4]): \((error as? SystemError)?.errno.description ?? "\(error)")")
      exit(ExitStatus.notExecutable)
    }
  }

  /// A PROGRAM that cannot be contained as promised is not started.
  private static func enter(_ text: String) {
    guard text != "-" else { return }
    do {
      guard let group = MemoryGroup(recordText: text) else { exit(ExitStatus.failed) }
      try group.enter()
    } catch {
      say("the program cannot enter its memory cgroup: \(error)")
      exit(ExitStatus.failed)
    }
  }
}
