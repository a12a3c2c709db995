import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// Programs that start other programs in unusual ways: whatever they leave is the program still.
  @Suite struct LauncherTests {
    enum Launcher: String, CaseIterable, Sendable {
      case forksTwice, executesItself, isDeaf, leavesADeafDaemon

      /// The last process of it writes its number into a file, and stays.
      var script: String {
        let stay = "echo $$ > last.new; mv last.new last"
        let deaf = "trap '' TERM; \(stay); while :; do sleep 0.1; done"
        return switch self {
        case .forksTwice: "setsid sh -c '(sh -c \"\(stay.escaped); exec sleep 1000\" &)'; exit 4"
        case .executesItself: "test \"$1\" = again || exec \"$0\" again; \(stay); exec sleep 1000"
        case .isDeaf: deaf
        case .leavesADeafDaemon: "(setsid sh -c \"\(deaf.escaped)\" &); exit 4"
        }
      }

      var exits: Bool { self == .forksTwice || self == .leavesADeafDaemon }
      var isPatient: Bool { self == .isDeaf || self == .leavesADeafDaemon }
    }

    enum End: CaseIterable, Sendable {
      case byItself, term, kill
    }

    @Test(arguments: Launcher.allCases, End.allCases)
    func lastOneEndsTheJob(_ launcher: Launcher, _ end: End) throws {
      try Node.run { node in
        try node.write(command: "launcher", launcher.script)
        var job = Job(["launcher"], of: node.alice)
        // Who hears the signal does not need the grace, long as it is.
        job.options = [launcher.isPatient ? "--grace=1" : "--grace=60"]
        let session = try node.start(job)
        let text = try eventually("the last one runs: \(session.error)") {
          File.read(node.alice.home + "/last")
        }
        let last = try #require(Int32(text.dropLast()).flatMap(ProcessIdentity.of))
        let main = try session.process(.main)
        #expect((last == main) == !launcher.exits)
        if launcher.exits {
          try eventually("the launcher has ended") { !main.isAlive }
        }
        #expect(!session.process.hasEnded)
        let begin = Instant.now
        try finish(session, last, launcher, end)
        if end == .term, launcher.isPatient {
          #expect(Instant.now.milliseconds - begin.milliseconds >= 1000)
        }
        try eventually("nobody runs on", within: Node.promised) { !last.isAlive }
      }
    }

    private func finish(
      _ session: RunningSession, _ last: ProcessIdentity, _ launcher: Launcher, _ end: End
    ) throws {
      switch end {
      case .byItself: last.send(SIGKILL)
      case .term: session.send(SIGTERM)
      case .kill: session.send(SIGKILL)
      }
      let status = try session.exitStatus()
      guard end != .kill else { return }
      let signal = end == .term && !launcher.isPatient ? SIGTERM : SIGKILL
      #expect(status == (launcher.exits ? 4 : ExitStatus.ofSignal(signal)))
      let own = launcher.exits ? EndReason.exited(4) : .signalled(SIGKILL)
      #expect(session.endedRecord?.end == (end == .term ? .deleted(SIGTERM) : own))
    }
  }
}

extension String {
  /// For a place between double quotes in a shell's command line.
  fileprivate var escaped: String { replacing("$", with: #"\$"#) }
}
