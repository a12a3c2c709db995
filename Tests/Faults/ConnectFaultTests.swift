import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension AllFaults {
  /// An ssh or a qstat that fails qconnect: one line, the right status, nothing left; and Ctrl-C leaves
  /// whatever hangs.
  @Suite(.onOneNode) struct ConnectFaultTests {
    /// Its command's last word is the number with which qgui-run answers.
    private static let hello =
      #"for last do :; done; printf '\nqgui-attach 1 %s\n' "${last##* }"; "#
    private static let flood = "yes | head -c 50000000"
    private static let lost =
      "the connection to node01 was lost: qconnect 442611 attaches again, if the session is there"
    private static let tooMuch =
      "node01 prints too much before qgui-run answers: see what 'ssh node01 true' prints"

    @Test(arguments: [
      ("exit 0", ExitStatus.ssh, "node01 did not answer: it ended with status 0"),
      (
        "head -c 900000 /dev/urandom", ExitStatus.ssh,
        "node01 did not answer: it ended with status 0"
      ),
      ("\(flood) >&2; exit 255", ExitStatus.ssh, "node01 did not answer: y"),
      (flood, ExitStatus.unavailable, tooMuch),
      (hello, ExitStatus.ssh, lost), (hello + flood, ExitStatus.ssh, lost),
    ])
    func ssh(_ script: String, _ status: Int32, _ words: String) throws {
      try Self.run(ssh: script) { node, screen in
        let qconnect = try Self.qconnect(node, ["--once", "442611"], screen.environment)
        #expect(try qconnect.exitStatus(within: 15) == status)
        let lines = qconnect.error.split(separator: "\n")
        #expect(lines.first == "qconnect: \(words)")
        // What ssh itself said is shown where qconnect does not know what it means.
        #expect(lines.count <= (words.hasSuffix(" y") ? 22 : 1), "\(qconnect.error)")
      }
    }

    @Test func sshWhileASessionIsEnded() throws {
      try Self.run(ssh: Self.flood) { node, _ in
        let qconnect = try Self.qconnect(node, ["--end", "442611"], [:])
        #expect(try qconnect.exitStatus(within: 15) == ExitStatus.unavailable)
        #expect(qconnect.error == "qconnect: \(Self.tooMuch)\n")
      }
    }

    @Test(arguments: [
      ("ssh", "exec sleep 1000"), ("ssh", hello + "exec sleep 1000"),
      ("ssh", "trap '' TERM INT HUP; while :; do sleep 0.1; done"), ("qstat", "exec sleep 1000"),
    ])
    func controlC(_ command: String, _ script: String) throws {
      try Self.run(ssh: "exit 99") { node, screen in
        try node.write(command: command, "touch \"$HOME/asked\"; \(script)")
        let screen = "DISPLAY=\(screen.display)"
        // A shell that waited for it would end by the key itself.
        let qconnect = [
          "exec", "/usr/bin/env", screen, node.setting.programs + "/qconnect", "442611",
        ]
        let terminal = try node.terminal(qconnect, as: node.alice)
        try eventually("\(command) is asked") { FileTree.exists(node.alice.home + "/asked") }
        try terminal.pressControlC()
        #expect(try terminal.exitStatus(within: 15) == 0)
        #expect(terminal.text.contains("qconnect: detached from job 442611: "), "\(terminal.text)")
      }
    }

    @Test(arguments: [
      "printf 'Job Id: 442611.server\\n    job_st'", "head -c 100000 /dev/urandom",
      "yes '    job_state = R' | head -c 50000000",
    ])
    func qstat(_ script: String) throws {
      try Node.run { node in
        try node.write(command: "qstat", script)
        let qconnect = try Self.qconnect(node, ["--end", "442611"], [:])
        #expect(try qconnect.exitStatus(within: 15) == ExitStatus.unavailable)
        let words = "qstat is unclear about job 442611: see what qstat -f 442611 prints"
        #expect(qconnect.error == "qconnect: \(words)\n")
      }
    }

    /// Of a list that was cut off nobody knows what is missing.
    @Test(arguments: [
      (20_000, 0, ""),
      (
        200_000, ExitStatus.unavailable,
        "qconnect: qstat's list of your jobs is too long: see what 'qstat -n -1 -u $USER' prints\n"
      ),
    ])
    func list(_ jobs: Int, _ status: Int32, _ words: String) throws {
      try Node.run { node in
        let rest = "-- 1 1 -- 01:00 Q 00:30 --"
        let name = String(repeating: "n", count: 220)
        try node.write(
          command: "qstat", "seq -f '%.0f u q \(name) \(rest)' \(jobs); echo '7 u q int_x \(rest)'")
        let qconnect = try Self.qconnect(node, ["-l"], [:])
        #expect(try qconnect.exitStatus(within: 15) == status)
        #expect(qconnect.error == words)
        #expect(qconnect.output.contains("int_x") == (status == 0))
      }
    }

    /// A user before a screen, with a job that runs on another host.
    private static func run(ssh: String, _ body: (Node, Screen) throws -> Void) throws {
      try Node.run { node in
        try node.write(command: "ssh", ssh)
        try node.write(
          command: "qstat",
          """
          cat << END
          Job Id: 442611.server
              Job_Owner = \(node.alice.name)@login
              job_state = R
              exec_host = node01/0
          END
          """)
        let screen = try Screen(of: node.alice, on: node)
        try body(node, screen)
        try screen.end()
      }
    }

    private static func qconnect(
      _ node: Node, _ words: [String], _ environment: [String: String]
    ) throws -> RunningProcess {
      try node.start(
        [node.setting.programs + "/qconnect"] + words, as: node.alice, environment: environment)
    }
  }
}
