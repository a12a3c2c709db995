import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// Why a session ended, whatever was seen first.
  @Suite struct EndCauseTests {
    /// As OpenPBS signals a job: leaves first, and the runner last.
    @Test(arguments: [
      ["sleep", "1000"], ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"],
    ])
    func programIsSignalledFirst(_ program: [String]) throws {
      try Node.run { node in
        let session = try node.start(Job(program, of: node.alice))
        try session.waitUntil(.attachable)
        let main = try session.process(.main)
        main.send(SIGTERM)
        try eventually("the program is gone") { !main.isAlive }
        session.send(SIGTERM)
        _ = try session.exitStatus()
        #expect(session.endedRecord?.end == .deleted(SIGTERM))
        let why = EndReason.deleted(SIGTERM).sentence(program: "x")
        #expect(session.error.hasSuffix("qgui-run: \(why)\n"), "\(session.error)")
      }
    }

    /// qdel, by daemons that signal in their own order and kill soon after.
    @Test(
      .enabled(if: TestMachine.hasMemoryController, "needs a memory controller"),
      arguments: Mom.System.allCases)
    func isDeletedByItsBatchSystem(_ system: Mom.System) throws {
      try Node.run { node in
        let mom = try Mom(on: node, system)
        let job = try mom.start(
          "27.server", of: node.alice, "mem=900mb,nodes=1",
          "PATH=\(node.path) exec \(node.setting.programs)/qgui-run sleep 993")
        let record = try eventually("the program runs; the job says \(job.output)") {
          SessionRecord.read("/tmp/qgui-\(node.alice.id)/27/record")
            .flatMap { $0.state == .attachable && $0.process(.main) != nil ? $0 : nil }
        }
        job.delete()
        _ = try job.end()
        let path = StateFiles.endedRecord(
          environment: [:], home: node.alice.home, jobDirectoryName: "27", host: record.host)
        let ended = try eventually("the end is written down") {
          SessionRecord.read(path).flatMap { $0.hasEnded ? $0 : nil }
        }
        #expect(ended.end == .deleted(SIGTERM))
      }
    }

    /// The runner waits for the teardown, and is killed before it hears of the order to end.
    @Test func runnerIsKilledAfterTheProgram() throws {
      try Node.run { node in
        let session = try node.start(Job(["sleep", "1000"], of: node.alice))
        let main = try session.process(.main)
        main.send(SIGTERM)
        try eventually("the program is gone") { !main.isAlive }
        session.send(SIGKILL)
        try eventually("the end is written down") { session.endedRecord != nil }
        #expect(session.endedRecord?.end == .killed)
      }
    }

    /// The daemon writes it beside the signal, perhaps a moment later.
    @Test(arguments: [SIGTERM, SIGKILL], [true, false])
    func batchSystemSaysWhyInTheOutput(_ signal: Int32, _ isFirst: Bool) throws {
      try Node.run { node in
        var job = Job(["sleep", "1000"], of: node.alice)
        job.script =
          #"echo '=>> PBS: job killed: walltime 9 exceeded limit 8' > log; exec "$@" 2>> log"#
        let session = try node.start(job)
        try session.waitUntil(.attachable)
        let notice = "echo '=>> PBS: job killed: mem 2048kb exceeded limit 1024kb' >> ~/log"
        let tell = { _ = try node.capture(["/bin/sh", "-c", notice], as: node.alice) }
        if isFirst { try tell() }
        session.send(signal)
        if !isFirst { try tell() }
        let why = EndReason.limit(ExceededLimit(.mem, used: 2 << 20, limit: 1 << 20))
        try eventually("the end is written down") { session.endedRecord != nil }
        #expect(session.endedRecord?.end == why)
        if signal == SIGTERM {
          _ = try session.exitStatus()
          let said = File.read(node.alice.home + "/log") ?? ""
          #expect(said.hasSuffix("qgui-run: \(why.sentence(program: "sleep"))\n"), "\(said)")
        }
      }
    }

    /// OpenPBS makes the job's cput a limit of each process, which the kernel enforces.
    @Test func processUsesMoreThanItsTime() throws {
      try Node.run { node in
        var job = Job(["sh", "-c", "while :; do :; done"], of: node.alice)
        job.script = #"ulimit -t 1; exec "$@""#
        let session = try node.start(job)
        #expect(try session.exitStatus() == ExitStatus.ofSignal(SIGKILL))
        let end = try #require(session.endedRecord?.end)
        guard case .limit(let limit) = end else {
          Issue.record("ended otherwise: \(end)")
          return
        }
        #expect(limit.resource == .cput && limit.limit == 1, "\(limit)")
      }
    }

    /// What a program prints is no reason of an end of its own.
    @Test func programCannotExplainItsOwnEnd() throws {
      try Node.run { node in
        let line = "=>> PBS: job killed: cput 9 exceeded limit 8"
        let session = try node.start(Job(["sh", "-c", "echo '\(line)'; exit 3"], of: node.alice))
        #expect(try session.exitStatus() == 3)
        #expect(session.endedRecord?.end == .exited(3))
      }
    }
  }

  /// Who hears of the end.
  @Suite struct EndToldTests {
    private static let listener =
      #"trap 'echo told >> told; exit 0' TERM; echo r >> ready; while :; do sleep 0.1; done"#

    /// A program behind a script, one in a session of its own, and a daemon whose parents are gone: each
    /// hears of it once, in time to save its work.
    @Test(arguments: [
      #"sh listen; true"#, #"setsid --wait sh listen & wait"#, #"(setsid sh listen &); exec xev"#,
      #"(setsid sh -c 'sh listen; true' &)"#,
    ])
    func everyProcessOfTheProgram(_ script: String) throws {
      try Node.run { node in
        try FileTree.write(node.alice.home + "/listen", Self.listener)
        let session = try node.start(Job(["sh", "-c", script], of: node.alice))
        try eventually("it listens") { File.read(node.alice.home + "/ready") != nil }
        session.send(SIGTERM)
        _ = try session.exitStatus()
        #expect(File.read(node.alice.home + "/told") == "told\n", "\(session.error)")
        #expect(session.endedRecord?.end == .deleted(SIGTERM))
      }
    }

    /// What is stopped hears of it too, and neither the display nor the job's other processes do.
    @Test func stoppedOnesToo() throws {
      try Node.run { node in
        try FileTree.write(node.alice.home + "/listen", Self.listener)
        let session = try node.start(
          Job(["sh", "-c", "setsid --wait sh listen & wait"], of: node.alice))
        try eventually("it listens") { File.read(node.alice.home + "/ready") != nil }
        let listener = try #require(
          ProcessTable.of(node.alice).first { $0.arguments == ["sh", "listen"] })
        listener.identity.send(SIGSTOP)
        session.send(SIGTERM)
        _ = try session.exitStatus()
        #expect(File.read(node.alice.home + "/told") == "told\n")
      }
    }
  }
}
