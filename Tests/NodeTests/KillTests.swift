import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// Whatever ends whichever process at whatever moment: xpra is stopped, nothing is left.
  @Suite struct KillTests {
    @Test(arguments: [SIGTERM, SIGINT, SIGHUP], Moment.allCases)
    func signalToTheRunner(_ signal: Int32, at moment: Moment) throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.waitUntil(moment)
        session.send(signal)
        let status = try session.exitStatus()
        #expect(status == 128 + signal)
        #expect(session.endedRecord?.end == (signal == SIGTERM ? .deleted(signal) : .told(signal)))
        #expect(node.xpraStops(of: node.alice) == 1)
      }
    }

    /// At moments that no record tells of; the delays are the fault, not a wait.
    @Test(arguments: Array(stride(from: UInt32(0), through: 60, by: 6)))
    func signalAfter(milliseconds: UInt32) throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        usleep(milliseconds * 1_000)
        session.send(SIGTERM)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGTERM))
        #expect(node.leftovers(within: Node.promised) == nil)
      }
    }

    /// Files are all that can be left, and only where there was no keeper yet.
    @Test(arguments: Array(stride(from: UInt32(3), through: 63, by: 6)))
    func jobsSessionKilledAfter(milliseconds: UInt32) throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        usleep(milliseconds * 1_000)
        session.killAsTorqueDoes()
        try eventually("no process is left", within: Node.promised) {
          ProcessTable.of(node.alice).isEmpty
        }
        let status = try node.start(Job(["true"], of: node.alice, id: "442612")).exitStatus()
        #expect(status == 0)
      }
    }

    @Test(arguments: Moment.withKeeper)
    func runnerKilled(at moment: Moment) throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.waitUntil(moment)
        session.send(SIGKILL)
        #expect(node.leftovers(within: Node.promised) == nil)
        #expect(session.endedRecord?.end == .killed)
        #expect(node.xpraStops(of: node.alice) == 1)
      }
    }

    @Test(arguments: Moment.withKeeper)
    func keeperKilled(at moment: Moment) throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.waitUntil(moment)
        try session.process(.keeper).send(SIGKILL)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.failed)
        #expect(session.error.contains("its keeper was killed"))
        #expect(node.xpraStops(of: node.alice) == 1)
      }
    }

    @Test(arguments: [Moment.displayUp, .programStarted, .attachable])
    func xvfbKilled(at moment: Moment) throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.waitUntil(moment)
        try session.process(.xvfb).send(SIGKILL)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.failed)
        #expect(session.error.contains("the display of xev failed: Xvfb ended"))
        #expect(node.xpraStops(of: node.alice) == 1)
      }
    }

    /// It closes its clients' connections some time before it ends: the program is gone first, with
    /// a status of its own.
    @Test(arguments: [SIGTERM, SIGINT, SIGQUIT]) func xvfbToldToEnd(_ signal: Int32) throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.waitUntil(.attachable)
        try session.process(.xvfb).send(signal)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.failed)
        #expect(session.error.contains("the display of xev failed: Xvfb ended"))
      }
    }

    /// Its keymap's compiler is killed with it, or writes on.
    @Test(arguments: [SessionRecord.Field.runner, .xvfb])
    func killedWhileTheKeymapIsCompiled(_ field: SessionRecord.Field) throws {
      try Node.run { node in
        let keymap = "/tmp/server-442611.xkm"
        try node.write(command: "Xvfb", "(touch \(keymap); exec sleep 1000) & wait")
        let session = try node.start(Job(["xev"], of: node.alice))
        let process = try session.process(field)
        try eventually("there is a keymap") { FileTree.exists(keymap) }
        if field == .xvfb { try node.write(command: "Xvfb", "exit 1") }
        process.send(field == .xvfb ? SIGKILL : SIGTERM)
        let status = try session.exitStatus()
        #expect(status == (field == .xvfb ? ExitStatus.failed : ExitStatus.ofSignal(SIGTERM)))
        #expect(!FileTree.exists(keymap))
      }
    }

    /// One that dies before it accepts connections is started again.
    @Test func xvfbKilledBeforeItAccepts() throws {
      try Node.run { node in
        try node.wrap("Xvfb", firstly: "kill -KILL $$")
        let session = try node.start(Job(["true"], of: node.alice))
        let status = try session.exitStatus()
        #expect(status == 0)
        #expect(session.error.contains("fail") == false)
      }
    }

    /// Its socket is there before the display is, and a server that starts removes nothing.
    @Test(arguments: [
      (SessionRecord.Field.runner, SIGTERM), (.runner, SIGKILL), (.keeper, SIGTERM),
      (.keeper, SIGKILL), (.xvfb, SIGKILL),
    ])
    func killedWhileXvfbStarts(_ field: SessionRecord.Field, _ signal: Int32) throws {
      try Node.run { node in
        let server = """
          import socket, sys, time
          socket.socket(socket.AF_UNIX).bind('/tmp/.X11-unix/X' + sys.argv[1][1:])
          time.sleep(1000)
          """
        try node.write(command: "Xvfb", "exec /usr/bin/python3 -c \"\(server)\" \"$@\"")
        let session = try node.start(Job(["xev"], of: node.alice))
        let process = try session.process(field)
        try eventually("Xvfb has its socket") { FileTree.exists("/tmp/.X11-unix/X442611") }
        if field == .xvfb {
          try node.write(command: "Xvfb", "exit 1")
        }
        process.send(signal)
        let status = try session.exitStatus()
        let failed = field == .xvfb || field == .keeper && signal == SIGKILL
        #expect(status == (failed ? ExitStatus.failed : ExitStatus.ofSignal(signal)))
        #expect(node.leftovers(within: Node.promised) == nil)
        #expect(node.xpraStops(of: node.alice) == 1)
      }
    }

    @Test(arguments: [Moment.programStarted, .attachable])
    func programKilled(at moment: Moment) throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.waitUntil(moment)
        try session.process(.main).send(SIGKILL)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGKILL))
        #expect(session.endedRecord?.end == .signalled(SIGKILL))
        #expect(node.xpraStops(of: node.alice) == 1)
      }
    }

    /// The program lives on after the first two, and ends with the third.
    @Test func xpraKilledThreeTimes() throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        var xpra = try session.attachableXpra(otherThan: nil)
        let program = try session.process(.main)
        for _ in 1...2 {
          xpra.send(SIGKILL)
          xpra = try session.attachableXpra(otherThan: xpra)
          #expect(program.isAlive)
        }
        xpra.send(SIGKILL)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.failed)
        #expect(session.error.contains("xpra ended 3 times"))
        #expect(node.xpraStops(of: node.alice) == 1)
      }
    }

    @Test func xpraStoppedByASignalWhenTheProgramEnds() throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        let xpra = try session.attachableXpra(otherThan: nil)
        xpra.send(SIGSTOP)
        try session.process(.main).send(SIGTERM)
        let status = try session.exitStatus(within: Node.promised)
        #expect(status == ExitStatus.ofSignal(SIGTERM))
        #expect(node.xpraStops(of: node.alice) == 1)
      }
    }

    /// It has the listening socket of the Xvfb that is gone. The next one has another number, and the
    /// first one's files go all the same.
    @Test func killedByWhoCompilesTheKeymap() throws {
      try Node.run { node in
        let server = """
          import os, signal, socket, time
          listener = socket.socket(socket.AF_UNIX)
          listener.bind('/tmp/.X11-unix/X442611')
          listener.listen()
          if os.fork() == 0:
              os.kill(os.getppid(), signal.SIGKILL)
              while True: open('/tmp/server-442611.xkm', 'w').close()
          time.sleep(1000)
          """
        try node.wrap("Xvfb", firstly: "exec /usr/bin/python3 -c \"\(server)\"")
        let session = try node.start(Job(["true"], of: node.alice))
        #expect(try session.exitStatus() == 0, "\(session.error)")
        #expect(session.endedRecord?.display?.number != 442611)
      }
    }

    @Test(arguments: ["stop", "exit"])
    func xpraStopTypedByHand(_ verb: String) throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        let record = try session.waitUntil(.attachable)
        let display = try #require(record.display)
        let typed = try node.capture(
          [TestMachine.xpra, verb, "\(display)"], as: node.alice)
        #expect(typed.status == 0)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGTERM))
        #expect(session.endedRecord?.end == .stopped)
        #expect(node.xpraStops(of: node.alice) == 1)
      }
    }

    @Test(arguments: [Moment.begun, .xvfbStarted, .programStarted, .attachable])
    func jobsSessionKilled(at moment: Moment) throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.waitUntil(moment)
        session.killAsTorqueDoes()
        #expect(node.leftovers(within: Node.promised) == nil)
        #expect(node.xpraStops(of: node.alice) == 1)
      }
    }

    /// What runs in a terminal is in a session of the terminal's.
    @Test func jobsSessionWithATerminalKilled() throws {
      try Node.run { node in
        let inside = "touch inside; exec sleep 1000"
        let session = try node.start(Job(["xterm", "-e", "sh", "-c", inside], of: node.alice))
        try eventually("the terminal is up") { FileTree.exists(node.alice.home + "/inside") }
        try session.waitUntil(.attachable)
        session.killAsTorqueDoes()
        #expect(node.leftovers(within: Node.promised) == nil)
        #expect(node.xpraStops(of: node.alice) == 1)
      }
    }

    /// Files are all that is left then, and the user's next qgui-run on the node removes them.
    @Test(arguments: [Moment.xvfbStarted, .attachable])
    func runnerAndKeeperKilled(at moment: Moment) throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        let record = try session.waitUntil(moment)
        for field in [SessionRecord.Field.runner, .keeper] {
          record.process(field)?.send(SIGSTOP)
        }
        for field in [SessionRecord.Field.runner, .keeper] {
          record.process(field)?.send(SIGKILL)
        }
        try eventually("the servers end with their keeper") {
          [.xvfb, .xpra].allSatisfy { record.process($0)?.isAlive != true }
        }
        #expect(FileTree.exists(session.files.record))
        let next = try node.start(Job(["true"], of: node.alice, id: "442612"))
        let status = try next.exitStatus()
        #expect(status == 0)
      }
    }
  }
}

extension Moment {
  /// Before these, a SIGKILL finds nobody yet who could clean up.
  static let withKeeper: [Moment] = [.xvfbStarted, .displayUp, .programStarted, .attachable]
}

extension RunningSession {
  /// To everybody in the job's session, and SIGKILL within 10 ms.
  func killAsTorqueDoes() {
    let processes = ProcessTable.inSession(pid)
    for process in processes { process.identity.send(SIGTERM) }
    usleep(10_000)
    for process in processes { process.identity.send(SIGKILL) }
  }

  /// The xpra server, once it is there and clients can connect.
  func attachableXpra(otherThan last: ProcessIdentity?) throws -> ProcessIdentity {
    let record = try waitUntil("xpra is attachable") {
      $0.state == .attachable && $0.process(.xpra) != last
    }
    return record.process(.xpra)!
  }
}
