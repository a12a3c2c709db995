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
  }
}
