import Glibc
import Linux
import QGui
import SystemPackage

/// The keyboard and the screen of PROGRAM's own terminal: carries the job's input to it, and what
/// it prints to the job's output. A process of its own, so that the runner never waits for whoever
/// reads that output.
struct Relay {
  /// The first argument that asks for it.
  static let verb = "--relay"

  private static let master = FileDescriptor(rawValue: 3)
  /// In bytes. A pipe that poll(2) calls writable has room for so many: pipe(7), PIPE_BUF.
  private static let portion = 4096

  private var typed = ByteQueue()
  private var inputHasEnded = false
  private var printed: [UInt8] = []
  private var terminalIsGone = false
  private var hasComplained = false
  private var buffer = ReadBuffer()

  /// The relay's own command, for a process whose descriptor 3 is the terminal's master.
  static func command(environment: [String: String]) -> Command {
    Command(
      path: Machine.ownFile, arguments: [verb, "\(getpid())"], environment: environment)
  }

  /// Runs in the child, with the words after the verb: until the terminal has no holder any more,
  /// or its parent is gone.
  static func run(_ words: [String]) -> Never {
    guard words.count == 1, let parent = Int32(words[0]) else { exit(ExitStatus.usage) }
    ParentDeath.follow(parent, with: SIGKILL)
    do {
      // A batch system that signals whole cgroups means PROGRAM, and an output that is closed is
      // no reason to hang up.
      try SignalSource.hold(Runner.ending)
      var relay = Relay()
      try relay.carry()
      exit(ExitStatus.success)
    } catch {
      say("the program's terminal is lost: \(error)")
      exit(ExitStatus.failed)
    }
  }

  private mutating func carry() throws {
    while !terminalIsGone || !printed.isEmpty {
      for ready in try Poll.wait(interests, until: nil) {
        switch ready.descriptor {
        case .standardInput where ready.reads: takeTyped()
        case .standardOutput where ready.writes: writePrinted()
        case Self.master: visitTerminal(ready)
        default: break
        }
      }
    }
  }

  /// Nothing that would be ready at once and for nothing: an input that has ended, or a side that
  /// has to wait for the other.
  private var interests: [Readiness] {
    var wanted: [Readiness] = []
    let master = Readiness(Self.master, reads: printed.isEmpty, writes: !typed.isEmpty)
    if !terminalIsGone, master.reads || master.writes { wanted.append(master) }
    if !printed.isEmpty { wanted.append(Readiness(.standardOutput, writes: true)) }
    if !inputHasEnded, !typed.isFull { wanted.append(Readiness(.standardInput, reads: true)) }
    return wanted
  }

  /// The end of the input, `/dev/null` in most jobs, is not passed on: PROGRAM goes on.
  private mutating func takeTyped() {
    switch buffer.read(.standardInput) {
    case .bytes(let bytes): typed.append(bytes)
    case .nothing: break
    case .end: inputHasEnded = true
    }
  }

  private mutating func visitTerminal(_ ready: Readiness) {
    if ready.hangsUp {
      inputHasEnded = true
      typed = ByteQueue()
    }
    if ready.writes, !typed.flush(to: Self.master) { typed = ByteQueue() }
    guard ready.reads else { return }
    switch buffer.read(Self.master) {
    case .bytes(let bytes): printed = Array(bytes)
    case .nothing: break
    case .end: terminalIsGone = true
    }
  }

  private mutating func writePrinted() {
    let count = printed.withUnsafeBytes {
      write(STDOUT_FILENO, $0.baseAddress, min($0.count, Self.portion))
    }
    if count >= 0 {
      printed.removeFirst(count)
    } else if errno != EAGAIN && errno != EINTR {
      drop(Errno(rawValue: errno))
    }
  }

  /// A full disk, or a reader that is gone, is no reason to end a program with windows.
  private mutating func drop(_ errno: Errno) {
    printed = []
    if !hasComplained { say("what the program prints cannot be written: \(errno)") }
    hasComplained = true
  }
}
