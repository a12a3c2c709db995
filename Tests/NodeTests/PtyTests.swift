import Glibc
import Linux
import QGui
import SystemPackage
import TestSupport
import Testing

extension OneNode {
  /// `--pty` and `--interactive-env`: programs that refuse to work in a batch job.
  @Suite struct PtyTests {
    @Test(.enabled(if: TestMachine.has("R") && TestMachine.has("xwininfo"), "needs R, xwininfo"))
    func interactiveR() throws {
      try Node.run { node in
        let plain = try node.start(Job(["R"], of: node.alice))
        #expect(try plain.exitStatus() == 2)
        #expect(plain.error.contains("you must specify '--save', '--no-save' or '--vanilla'"))

        try FileTree.write(node.alice.home + "/lines", "plot(1)\ncat('plot', 'ted\\n', sep='')\n")
        var job = Self.job(["R"], node)
        job.script = #"exec "$@" < lines"#
        // As where qsub was typed: no code of its may come into the job's output.
        job.environment = ["TERM": "xterm", "TMPDIR": node.alice.home]
        let session = try node.start(job)
        try eventually("R has plotted: \(session.output)") {
          session.output.contains("\nplotted\n")
        }
        let windows = try node.capture(
          ["/usr/bin/xwininfo", "-root", "-tree"], as: node.alice,
          environment: ["DISPLAY": ":442611", "XAUTHORITY": session.files.authority])
        #expect(windows.output.contains(#""R Graphics: Device 2 (ACTIVE)""#), "\(windows.output)")
        #expect(session.output.contains("> plot(1)\n"))
        #expect(!session.output.contains { $0 == "\r" || $0 == "\r\n" || $0 == "\u{1B}" })
        #expect(try !session.process.hasEnded && session.process(.main).isAlive)
        session.send(SIGTERM)
        #expect(try session.exitStatus() == ExitStatus.ofSignal(SIGTERM))
        #expect(session.endedRecord?.end == .deleted(SIGTERM))
      }
    }

    /// What MATLAB looks at; and all of the last megabyte, from a program that does not wait.
    @Test func everythingThatProgramsLookFor() throws {
      let script = """
        import os
        terminal = os.open('/dev/tty', os.O_RDWR)
        print([os.isatty(number) for number in range(3)], os.getpid() == os.getsid(0))
        print(os.tcgetpgrp(terminal) == os.getpgrp(), *os.get_terminal_size(terminal))
        names = ['TERM', 'PBS_ENVIRONMENT', 'ENVIRONMENT', 'PBS_JOBID']
        print([os.environ.get(name) for name in names], flush=True)
        os.write(1, b'x' * 999999 + b'.')
        """
      try Node.run { node in
        var job = Self.job(["python3", "-c", script], node)
        job.options.append("--interactive-env")
        job.environment = ["PBS_ENVIRONMENT": "PBS_BATCH", "ENVIRONMENT": "BATCH"]
        let session = try node.start(job)
        #expect(try session.exitStatus() == 0, "\(session.error)")
        let looked = session.output.prefix { $0 != "x" }
        #expect(
          looked == """
            [True, True, True] True
            True 80 24
            ['dumb', 'PBS_INTERACTIVE', None, '442611']

            """)
        let last = session.output.utf8.suffix(1_000_000)
        #expect(last.count(where: { $0 == UInt8(ascii: "x") }) == 999_999 && last.last == 46)
        #expect(session.output.utf8.count == looked.utf8.count + 1_000_000)
      }
    }

    /// The job's input ends, and the program neither ends nor hears of it.
    @Test func endOfTheInput() throws {
      try Node.run { node in
        var job = Self.job(["cat"], node)
        job.script = #"echo typed > line; exec "$@" < line"#
        let session = try node.start(job)
        try session.waitUntil(.attachable)
        #expect(session.output == "typed\ntyped\n")
        #expect(try session.process(.main).isAlive)
        session.send(SIGTERM)
        #expect(try session.exitStatus() == ExitStatus.ofSignal(SIGTERM))
      }
    }

    /// Between them nobody but us holds the terminal. The program is gone before its descendant,
    /// which a terminal hangs up then, unless it looks away.
    @Test func programThatRedirectsEverything() throws {
      try Node.run { node in
        let late = "until test -e go-on; do sleep 0.05; done; echo late"
        let script = """
          exec 3>&1 > log 2>&1 < /dev/null; exec 3>&-
          until test -e go-on; do sleep 0.05; done
          rm go-on; exec > /dev/tty; echo back; trap '' HUP; (\(late)) & exit 3
          """
        let session = try node.start(Self.job(["sh", "-c", script], node))
        try session.waitUntil(.attachable)
        #expect(session.output == "")
        try FileTree.write(node.alice.home + "/go-on", "")
        let program = try session.process(.main)
        try eventually("the program ends") { !program.isAlive }
        try FileTree.write(node.alice.home + "/go-on", "")
        #expect(try session.exitStatus() == 3)
        #expect(session.output == "back\nlate\n")
      }
    }

    /// The terminal hangs up, as one whose window is closed.
    @Test(arguments: [true, false]) func relayIsKilled(_ isDeaf: Bool) throws {
      try Node.run { node in
        let trap = isDeaf ? "trap '' HUP; " : ""
        let script = trap + "echo ready; while :; do sleep 0.1; done"
        let session = try node.start(Self.job(["sh", "-c", script], node))
        try eventually("the program runs") { session.output == "ready\n" }
        try session.relay().send(SIGKILL)
        if isDeaf {
          try session.waitUntil(.attachable)
          #expect(try session.process(.main).isAlive)
          session.send(SIGTERM)
        }
        let signal = isDeaf ? SIGTERM : SIGHUP
        #expect(try session.exitStatus() == ExitStatus.ofSignal(signal))
        #expect(session.endedRecord?.end == (isDeaf ? .deleted(SIGTERM) : .signalled(SIGHUP)))
      }
    }

    /// `Node.run` proves that the relay and a deaf program go too.
    @Test func runnerIsKilled() throws {
      try Node.run { node in
        let script = "trap '' HUP; echo ready; while :; do sleep 0.1; done"
        let session = try node.start(Self.job(["sh", "-c", script], node))
        try eventually("the program runs") { session.output == "ready\n" }
        session.send(SIGKILL)
        _ = try session.exitStatus()
      }
    }

    /// Somebody who does not read the job's output holds up the program, but not the job's end.
    @Test func outputThatNobodyReads() throws {
      try Node.run { node in
        let pipe = node.alice.home + "/pipe"
        guard mkfifo(pipe, 0o600) == 0, chown(pipe, node.alice.id, node.alice.id) == 0 else {
          throw Failed("no \(pipe)")
        }
        let reader = try FileDescriptor.open(pipe, .readWrite, options: .closeOnExec)
        defer { try? reader.close() }
        var job = Self.job(["cat", "/dev/zero"], node)
        job.script = #"exec "$@" > pipe"#
        let session = try node.start(job)
        try eventually("the pipe is full") {
          try Poll.wait([Readiness(reader, writes: true)], until: .now).allSatisfy { !$0.writes }
        }
        session.send(SIGTERM)
        #expect(try session.exitStatus() == ExitStatus.ofSignal(SIGTERM))
      }
    }

    /// As in `qsub -I`: the program stays in the session of the terminal that it has.
    @Test func callersTerminalIsKept() throws {
      try Node.run { node in
        let script = #"echo "$(ps -o sid= $$)=$(ps -o sid= $PPID)=$TERM""#
        let terminal = try node.terminal(
          [node.setting.programs + "/qgui-run", "--pty", "sh", "-c", script], as: node.alice)
        #expect(try terminal.exitStatus() == 0)
        let words =
          terminal.text.split(whereSeparator: \.isNewline).last?.split(separator: "=") ?? []
        #expect(words.count == 3 && words[0] == words[1], "\(terminal.text)")
        #expect(words.last == "xterm")
      }
    }

    /// The keys of the caller's terminal reach a program that has another one.
    @Test func controlC() throws {
      try Node.run { node in
        let line = #"exec "$0" --pty sh -c 'echo ready; exec cat' < /dev/null"#
        let terminal = try node.terminal(
          ["/bin/sh", "-c", line, node.setting.programs + "/qgui-run"], as: node.alice)
        try terminal.waitUntil(shows: "ready\r\n")
        try terminal.pressControlC()
        #expect(try terminal.exitStatus() == ExitStatus.ofSignal(SIGINT))
      }
    }

    static func job(_ program: [String], _ node: Node) -> Job {
      var job = Job(program, of: node.alice)
      job.options = ["--pty"]
      return job
    }
  }
}
