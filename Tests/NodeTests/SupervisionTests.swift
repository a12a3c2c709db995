import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// What the runner does with PROGRAM, its descendants, and with others.
  @Suite struct SupervisionTests {
    @Test func daemonsOfALauncherCount() throws {
      try Node.run { node in
        let daemon = "until test -e go-on; do sleep 0.1; done; touch went-on"
        let script = "(setsid sh -c '\(daemon)' &); exit 3"
        let session = try node.start(Job(["sh", "-c", script], of: node.alice))
        let launcher = try session.process(.main)
        try session.waitUntil(.attachable)
        try eventually("the launcher ends") { !launcher.isAlive }
        #expect(!session.process.hasEnded)
        #expect(session.record?.state == .attachable)
        try FileTree.write(node.alice.home + "/go-on", "")
        let status = try session.exitStatus()
        #expect(status == 3)
        #expect(FileTree.exists(node.alice.home + "/went-on"))
      }
    }

    @Test func deafProgramIsKilledAfterItsGrace() throws {
      try Node.run { node in
        let script = "trap '' TERM; echo ready; while :; do sleep 0.1; done"
        var job = Job(["sh", "-c", script], of: node.alice)
        job.options = ["--grace=1"]
        let session = try node.start(job)
        try eventually("the program is deaf") { session.output == "ready\n" }
        let begin = Instant.now
        session.send(SIGTERM)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGKILL))
        #expect(Instant.now.milliseconds - begin.milliseconds >= 1000)
        #expect(session.endedRecord?.end == .deleted(SIGTERM))
      }
    }

    /// As nohup(1) leaves it, and as PBS leaves it in jobs.
    @Test(arguments: [(nil, 3), ("442611", ExitStatus.ofSignal(SIGHUP))])
    func ignoredHangupIsTheProgramsOutsideOfJobs(_ id: String?, _ expected: Int32) throws {
      try Node.run { node in
        var job = Job(["sh", "-c", "kill -HUP $$; exit 3"], of: node.alice, id: id)
        job.script = #"trap '' HUP; exec "$@""#
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == expected, "\(session.error)")
      }
    }

    /// Names of files from other times, in arguments and variables.
    @Test(arguments: [[], ["--pty"]])
    func bytesReachTheProgram(_ options: [String]) throws {
      try Node.run { node in
        let shown = #"printf '%s\n' "$1" "$ODD" | od -An -tx1"#
        var job = Job(["sh", "-c", shown, "show"], of: node.alice)
        job.options = options
        job.script = #"""
          ODD=$(printf '\351\303')
          export ODD
          odd=$(printf 'f\351')
          exec "$@" "$odd"
          """#
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == 0, "\(session.error)")
        #expect(session.output == " 66 e9 0a e9 c3 0a\n")
      }
    }

    @Test(arguments: [("USR1", SIGUSR1), ("USR2", SIGUSR2)])
    func signalIsPassedOn(_ name: String, _ signal: Int32) throws {
      try Node.run { node in
        let script = "trap 'exit 7' \(name); echo ready; while :; do sleep 0.1; done"
        let session = try node.start(Job(["sh", "-c", script], of: node.alice))
        try eventually("the program listens") { session.output == "ready\n" }
        session.send(signal)
        let status = try session.exitStatus()
        #expect(status == 7)
        #expect(session.endedRecord?.end == .exited(7))
      }
    }

    /// The program's own answer to a signal is its exit status.
    @Test func programEndsInItsOwnWay() throws {
      try Node.run { node in
        let script = "trap 'exit 9' TERM; echo ready; while :; do sleep 0.1; done"
        let session = try node.start(Job(["sh", "-c", script], of: node.alice))
        try eventually("the program listens") { session.output == "ready\n" }
        session.send(SIGTERM)
        let status = try session.exitStatus()
        #expect(status == 9)
        #expect(session.endedRecord?.end == .deleted(SIGTERM))
      }
    }

    @Test func oneSessionOfAJob() throws {
      try Node.run { node in
        let first = try node.start(Job(["xev"], of: node.alice))
        try first.waitUntil(.programStarted)
        let second = try node.start(Job(["xev"], of: node.alice))
        let refusal = try second.exitStatus()
        #expect(refusal == ExitStatus.failed)
        let line = "job 442611 has a session on this node already: qconnect --end 442611 ends it"
        #expect(second.error.contains(line))
        #expect(first.record?.process(.main)?.isAlive == true)
        first.send(SIGTERM)
        let status = try first.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGTERM))
      }
    }

    /// Who is in it is not told to end it.
    @Test func noneInsideAnother() throws {
      try Node.run { node in
        let job = Job(
          ["sh", "-c", "\(node.setting.programs)/qgui-run xev; echo status $?"], of: node.alice)
        let session = try node.start(job)
        #expect(try session.exitStatus() == 0)
        #expect(session.output == "status \(ExitStatus.failed)\n")
        let advice = "this is in it: xev without qgui-run is on its display"
        #expect(
          session.error.contains("job 442611 has a session on this node already: \(advice)\n"),
          "\(session.error)")
      }
    }

    @Test func requeuedJobWaitsForTheTeardown() throws {
      try Node.run { node in
        let script = "trap '' TERM; echo ready; while :; do sleep 0.1; done"
        let first = try node.start(Job(["sh", "-c", script], of: node.alice))
        try eventually("the program is deaf") { first.output == "ready\n" }
        first.send(SIGKILL)
        let second = try node.start(Job(["xdpyinfo"], of: node.alice))
        let status = try second.exitStatus()
        #expect(status == 0, "\(second.error)")
        #expect(second.output.contains("name of display:    :442611\n"))
      }
    }

    /// `sleep 1000 &` in a job script is none of qgui-run's business.
    @Test(arguments: [nil, SIGTERM])
    func othersAreLetAlone(_ signal: Int32?) throws {
      try Node.run { node in
        var job = Job(signal == nil ? ["true"] : ["xev"], of: node.alice)
        job.script = #"sleep 1000 & echo $! > sleeper; exec "$@""#
        let session = try node.start(job)
        if let signal {
          try session.waitUntil(.programStarted)
          session.send(signal)
        }
        let status = try session.exitStatus()
        #expect(status == signal.map(ExitStatus.ofSignal) ?? 0)
        let text = try #require(File.read(node.alice.home + "/sleeper"))
        let pid = try #require(Int32(text.dropLast()))
        let sleeper = try #require(ProcessIdentity.of(pid))
        #expect(sleeper.isAlive)
        sleeper.send(SIGKILL)
      }
    }
  }
}
