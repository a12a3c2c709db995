import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// What our programs are given by whoever starts them, beside words and environment.
  @Suite struct InheritanceTests {
    /// As after `trap '' CHLD`: who ignores SIGCHLD is never told that a child has ended.
    private let deaf = ["/usr/bin/env", "--ignore-signal=CHLD"]

    @Test func qguiRunHearsOfItsChildren() throws {
      try Node.run { node in
        var job = Job(["sh", "-c", "exit 3"], of: node.alice)
        job.script = "exec \(deaf.joined(separator: " ")) \"$@\""
        let session = try node.start(job)
        #expect(try session.exitStatus() == 3)
      }
    }

    /// Files that the script has open are PROGRAM's too, whatever their numbers.
    @Test(arguments: [[], ["--pty"]]) func programHasTheScriptsFiles(_ options: [String]) throws {
      try Node.run { node in
        var job = Job(["sh", "-c", "cat <&3 <&3; cat <&4; cat <&5; cat <&9"], of: node.alice)
        job.options = options
        job.script =
          #"for i in 3 4 5 9; do echo $i > $i; done; exec 3<3 4<4 5<5 9<9; rm 3 4 5 9; exec "$@""#
        let session = try node.start(job)
        #expect(try session.exitStatus() == 0, "\(session.error)")
        #expect(session.output == "3\n4\n5\n9\n", "\(session.error)")
      }
    }

    @Test func qconnectHearsOfItsChildren() throws {
      try Node.run { node in
        let qconnect = node.setting.programs + "/qconnect"
        let said = try node.capture(deaf + [qconnect, "--why", "5"], as: node.alice)
        let words = "nobody wrote down here how job 5 ended: see its output file"
        #expect(said.error == "qconnect: \(words)\n")
      }
    }

    @Test func qguiNodeHearsOfItsChildren() throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.killAsACgroupDoes()
        let said = try Tool.run(deaf[0], [deaf[1], node.qguiNode, "sweep"])
        #expect(said.hasPrefix("removed session 442611 of \(node.alice.name)"), "\(said)")
      }
    }

    /// Blocks of 512 bytes: none of the session's files, and not all of them.
    @Test(arguments: [0, 1]) func filesMayNotGrow(_ blocks: Int) throws {
      try Node.run { node in
        var job = Job(["xev"], of: node.alice)
        job.script = #"(ulimit -f \#(blocks); "$@" 2>&1; echo "status $?") | cat"#
        let session = try node.start(job)
        #expect(try session.exitStatus() == 0)
        #expect(session.output.hasPrefix("qgui-run: "), "\(session.output)")
        #expect(session.output.hasSuffix("\nstatus \(ExitStatus.failed)\n"))
      }
    }

    /// Whatever umask, limits and ignored signals a job has: the session is the same, and PROGRAM has
    /// them.
    @Test(arguments: [
      ("umask 000", "umask", "0000"), ("umask 777", "umask", "0777"),
      ("umask 027", "umask", "0027"),
      ("ulimit -Sn 70", "ulimit -Sn", "70"), ("ulimit -Sf 3", "ulimit -Sf", "3"),
      ("ulimit -St 1000", "ulimit -St", "1000"), ("ulimit -Sv 900000", "ulimit -Sv", "900000"),
      ("cd /", "pwd", "/"),
      ("trap '' TERM INT USR2", "trap TERM; kill -TERM $$; kill -USR2 $$; echo on", "on"),
      // The batch systems' own, in every job.
      ("trap '' PIPE QUIT HUP", "kill -PIPE $$; echo on", ""),
    ])
    func programHasWhatItsCallerHad(_ given: String, _ asked: String, _ answer: String) throws {
      try Node.run { node in
        var job = Job(["sh", "-c", "{ \(asked); }"], of: node.alice)
        job.script = "\(given); exec \"$@\""
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == (answer.isEmpty ? ExitStatus.ofSignal(SIGPIPE) : 0), "\(session.error)")
        #expect(session.output == (answer.isEmpty ? "" : "\(answer)\n"), "\(session.error)")
        #expect(session.endedRecord != nil)
      }
    }

    /// What is made for the session is its user's alone, and theirs to use.
    @Test(arguments: ["000", "777"]) func umaskDecidesNothing(_ mask: String) throws {
      try Node.run { node in
        var job = Job(["xev"], of: node.alice)
        job.script = "umask \(mask); exec \"$@\""
        let session = try node.start(job)
        try session.waitUntil(.attachable)
        let files = session.files
        for path in [files.directory, files.runtime, files.record, files.authority] {
          let mode = try #require(FileTree.status(path)).st_mode & 0o777
          #expect(mode & 0o077 == 0 && mode & 0o600 == 0o600, "\(path) \(mode)")
        }
        session.send(SIGTERM)
        #expect(try session.exitStatus() == ExitStatus.ofSignal(SIGTERM))
      }
    }
  }
}
