import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension AllFaults {
  /// A node, a home or a batch system that fails: one line, the right status, nothing left, and in
  /// time; or the program runs as if nothing were.
  @Suite(.onOneNode) struct EnvironmentFaultTests {
    /// What users then have in the shell that becomes qgui-run, and what they read; nil: it runs.
    @Test(arguments: [
      ("ulimit -n 6", "only 6 files may be open at a time here"),
      ("ulimit -n 40", "only 40 files may be open at a time here"),
      ("prlimit --nproc=1 --pid $$", "beside so many (ulimit -u)"),
      ("prlimit --nproc=2 --pid $$", "beside so many (ulimit -u)"),
      ("prlimit --nproc=4 --pid $$", "Xvfb did not start"),
      ("unset HOME", nil), ("export HOME=/nowhere/at/all", nil), ("export HOME=.", nil),
    ])
    func shell(_ command: String, _ words: String?) throws {
      try Node.run { node in
        var job = Job.uncontained(["true"], on: node)
        job.script = command + #"; exec "$@""#
        try expect(words, of: node.start(job), "\(command)")
      }
    }

    /// Browsers die of it too: the line before says so.
    @Test func addressSpace() throws {
      try Node.run { node in
        var job = Job.uncontained(["xev"], on: node)
        job.script = #"ulimit -v 40000; exec "$@""#
        let session = try node.start(job)
        #expect(try session.exitStatus(within: 15) == ExitStatus.failed)
        #expect(session.error.contains("the address space is limited to "), "\(session.error)")
      }
    }

    /// A `/tmp` of the job's own, of a given size and with or without room.
    @Test(arguments: [
      ("8k", "true", "No space left on device"),
      ("64k", "cat /dev/zero > /tmp/full", "No space left on device"),
      ("20m", "rmdir /tmp/.X11-unix", nil),
    ])
    func temporaryFiles(_ size: String, _ command: String, _ words: String?) throws {
      try Node.run { node in
        var job = Job.uncontained(["true"], on: node)
        job.preparation = "\(node.ownTmp(size)); \(command) 2>/dev/null"
        try expect(words, of: node.start(job), command)
      }
    }

    @Test func readOnlyHome() throws {
      try Node.run { node in
        var job = Job.uncontained(["true"], on: node)
        let home = node.alice.home
        job.preparation = "mount --bind '\(home)' '\(home)'; mount -o remount,bind,ro '\(home)'"
        try expect(nil, of: node.start(job), "a home that is read-only")
      }
    }

    /// Records of the future, as of a clock that was set back since, do not crowd the new one out.
    @Test func clockThatWasSetBack() throws {
      try Node.run { node in
        let place = node.alice.home + "/.local/state/qgui/ended"
        let records = "$(seq -f '\(place)/%g@\(Machine.hostName)' 100)"
        let made = try node.capture(
          ["/bin/sh", "-c", "mkdir -p '\(place)'; touch -d '1 year' \(records)"], as: node.alice)
        #expect(made.status == 0, "\(made.error)")
        let session = try node.start(Job.uncontained(["true"], on: node))
        try expect(nil, of: session, "a clock that was set back")
        #expect(session.endedRecord?.end == .exited(0))
        #expect(Directory.names(place).count == 100)
      }
    }

    /// Stand-ins for xpra, each for one fault, that refuse what they do not plan.
    @Test(arguments: [
      ("exit 3", "xpra ended 3 times, at last with status 3"),
      ("yes what xpra says | head -n 3000000; exit 3", "with status 3 (what xpra says)"),
      ("printf 'a \\033[2Jb\\377\\n'; exit 3", "(a \\u{1b}[2Jb"),
      ("echo 'xpra: error: no such option: --bind' >&2; exit 2", "no such option: --bind"),
    ])
    func xpraThatDies(_ start: String, _ words: String) throws {
      try Node.run { node in
        try node.standIn(xpra: start)
        try expect(words, of: node.start(Job.uncontained(["xev"], on: node)), start)
        #expect(node.unplanned == nil)
      }
    }

    /// Neither the program's start nor the session's end waits for it.
    @Test(arguments: ["exec sleep 1000", "trap '' TERM INT HUP; while :; do sleep 0.1; done"])
    func xpraThatHangs(_ start: String) throws {
      try Node.run { node in
        try node.standIn(xpra: start)
        let session = try node.start(Job.uncontained(["xev"], on: node))
        try session.waitUntil(.programStarted)
        session.send(SIGTERM)
        #expect(try session.exitStatus(within: 15) == ExitStatus.ofSignal(SIGTERM))
        #expect(node.unplanned == nil)
      }
    }

    /// qgui-run asks it how much memory and time the job has, and does without.
    @Test(arguments: [
      "exec sleep 1000", "printf 'Job Id: 442611.server\\n    Resource_Li'",
      "yes '    Resource_List.mem = 1gb' | head -c 50000000",
    ])
    func qstatOfTheNode(_ script: String) throws {
      try Node.run { node in
        try node.write(command: "qstat", script)
        let session = try node.start(Job(["true"], of: node.alice))
        #expect(try session.exitStatus(within: 15) == 0, "\(session.error)")
        // A shell's own children live on for a moment, until they notice.
        try eventually("qstat is gone") { ProcessTable.of(node.alice).isEmpty }
      }
    }

    private func expect(_ words: String?, of session: RunningSession, _ what: String) throws {
      let status = try session.exitStatus(within: 15)
      let lines = session.error.split(whereSeparator: \.isNewline)
        .filter { $0.hasPrefix("qgui-run: ") }
      #expect(lines.count == 1, "\(what): \(session.error)")
      #expect(lines.last?.contains(words ?? "true ended") == true, "\(what): \(session.error)")
      #expect(status == (words == nil ? 0 : ExitStatus.failed), "\(what)")
    }
  }
}

extension Node {
  /// An xpra of the tests' own, which does this when it is to start.
  fileprivate func standIn(xpra start: String) throws {
    try write(
      command: "xpra",
      """
      case $1 in
      start) \(start);;
      stop) exit 1;;
      *) echo "xpra $*" > "$HOME/unplanned"; exit 99;;
      esac
      """)
  }

  /// Gives a job a `/tmp` of its own, with the tests' directory in it.
  func ownTmp(_ size: String) -> String {
    let place = setting.programs.split(separator: "/").dropLast().joined(separator: "/")
    return """
      mount --bind '/\(place)' /mnt && mount -t tmpfs -o mode=1777,size=\(size) tmpfs /tmp \
      && mkdir '/\(place)' && mount --bind /mnt '/\(place)' && mkdir -m 1777 /tmp/.X11-unix
      """
  }

  /// What the stand-in was asked that nobody had planned.
  fileprivate var unplanned: String? { File.read(alice.home + "/unplanned") }
}
