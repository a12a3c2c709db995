import Cgroups
import Glibc
import Linux
import QGui

/// What stands between posix_spawn(3) and a program: this file again, which sets what only a
/// process can set for itself, and becomes the program. About 2 ms, and no moment in which the
/// program runs outside its group.
struct ExecStub {
  /// The first argument that asks for it.
  static let verb = "--stub"

  /// SIGTERM or SIGKILL for this process when its parent ends; prctl(2), PR_SET_PDEATHSIG.
  var deathSignal: Int32?
  /// The group to enter, as its `recordText`.
  var group: String?
  /// Raises oom_score_adj, so that the kernel ends PROGRAM and never the display: proc(5).
  var isKilledFirst = false
  /// Where to write the text of `/proc/self/cgroup`: only the stub knows when it is in the group
  /// that somebody else put it in.
  var reportDescriptor: Int32?
  /// The program leads a session of its own, whose terminal is its standard input.
  var takesTerminal = false
  /// PROGRAM gets the umask and the limits that qgui-run was given; the servers get qgui-run's own.
  var inheritance: Inheritance?

  /// Half of the range: enough to outweigh a display of several hundred megabytes.
  private static let oomScoreAdjustment = "600"

  /// The stub's own command, which becomes `command`.
  func command(for command: Command) -> Command {
    let words = [
      Self.verb, deathSignal.map { "\($0) \(getpid())" } ?? "-", group ?? "-",
      isKilledFirst ? "first" : "-", reportDescriptor.map { "\($0)" } ?? "-",
      takesTerminal ? "terminal" : "-", inheritance?.text ?? "-", command.path,
    ]
    return Command(
      path: Machine.ownFile, arguments: words + command.arguments,
      environment: command.environment)
  }
}

extension ExecStub {
  /// Runs in the child, with the words after the verb; ends as a shell does when the program
  /// cannot be executed.
  static func run(_ words: [String]) -> Never {
    guard words.count >= 7 else { exit(ExitStatus.usage) }
    followParent(words[0])
    enter(words[1])
    if words[2] == "first" {
      try? File.overwrite("/proc/self/oom_score_adj", oomScoreAdjustment)
    }
    report(words[3])
    if words[4] == "terminal" { takeTerminal() }
    if words[5] != "-" { Inheritance.restore(words[5]) }
    let program = words[6]
    do {
      try Spawn.become(
        Command(
          path: program, arguments: Array(words.dropFirst(7)), environment: Machine.environment))
    } catch {
      say("\(program.printable()): \((error as? SystemError)?.errno.description ?? "\(error)")")
      exit(ExitStatus.notExecutable)
    }
  }

  private static func followParent(_ text: String) {
    let numbers = text.split(separator: " ").compactMap { Int32($0) }
    if numbers.count == 2 { ParentDeath.follow(numbers[1], with: numbers[0]) }
  }

  /// A PROGRAM that cannot be contained as promised is not started.
  private static func enter(_ text: String) {
    guard text != "-" else { return }
    do {
      guard let group = MemoryGroup(recordText: text) else { exit(ExitStatus.usage) }
      try group.enter()
    } catch {
      say("the program cannot enter its memory cgroup: \(error)")
      exit(ExitStatus.failed)
    }
  }

  private static func report(_ text: String) {
    guard let descriptor = Int32(text) else { return }
    let own = File.read("/proc/self/cgroup") ?? ""
    _ = own.withCString { write(descriptor, $0, strlen($0)) }
    close(descriptor)
  }

  private static func takeTerminal() {
    do {
      try PseudoTerminal.takeOver()
    } catch {
      say("the program cannot have its terminal: \(error)")
      exit(ExitStatus.failed)
    }
  }
}
