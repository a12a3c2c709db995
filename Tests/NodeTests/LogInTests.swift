import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// `qgui-node access` and `adopt`, called by PAM itself and by hostile hands.
  @Suite(
    .enabled(
      if: TestMachine.hasMemoryController && TestMachine.has("pamtester"),
      "needs the memory controller, version 1, and pamtester"))
  struct LogInTests {
    private static let service = "qgui-log-in-tests"

    /// How many log-ins there are, `QGUI_TEST_LOGINS`; a few are enough for every day.
    private static var count: Int {
      Machine.environment["QGUI_TEST_LOGINS"].flatMap { Int($0) } ?? 400
    }

    /// Sixteen at once, while jobs of the same user come and go: never a wrong answer.
    @Test func everyAnswerIsRight() throws {
      try Node.run { node in
        try installService(node)
        let mom = try Mom(on: node, .torque)
        let job = try mom.start("7.server", of: node.alice, "mem=100mb,nodes=1", "exec sleep 995")
        try eventually("alice's job runs") { !job.processesInGroup.isEmpty }
        let before = Directory.names("/proc/self/fd").count
        let logIns = try node.start(
          Command(
            path: "/bin/sh",
            arguments: [
              "-c",
              #"""
              seq "$2" | xargs -P 16 -n 1 sh -c '
                pamtester "$0" qgui-alice acct_mgmt > /dev/null 2>&1 || echo "alice refused"
                pamtester "$0" qgui-bob acct_mgmt > /dev/null 2>&1 && echo "bob let in"
                true' "$1"
              echo done
              """#, "log-ins", Self.service, "\(Self.count / 2)",
            ], environment: ["PATH": "/usr/bin:/bin"]))
        var others = 0
        let deadline = Instant.after(900_000)
        while !logIns.hasEnded, Instant.now < deadline {
          let other = try mom.start(
            "\(100 + others).server", of: node.alice, "mem=100mb,nodes=1", "exit")
          _ = try other.end()
          others += 1
        }
        #expect(others > 0)
        #expect(logIns.output == "done\n")
        #expect(Directory.names("/proc/self/fd").count == before)
        job.delete()
        _ = try job.end()
        let after = try pamtester(node.alice)
        #expect(after.status == 1)
        print("\(Self.count) log-ins, \(others) jobs beside them")
      }
    }

    /// What PAM_USER, PAM_RHOST and PAM_SERVICE hold may be anybody's text.
    @Test(arguments: [
      ["PAM_USER": "../root"], ["PAM_USER": "root\n"], ["PAM_USER": "-rf"], ["PAM_USER": ""],
      ["PAM_USER": "$(id)"], ["PAM_USER": String(repeating: "a", count: 4096)],
      ["PAM_USER": "nobody-here"], ["PAM_RHOST": "$(id)\n\u{1B}[2J"],
      ["PAM_SERVICE": "../../etc"], ["PAM_TYPE": "auth"], ["PAM_TYPE": ""],
      ["PAM_TYPE": String(repeating: "x", count: 4096)],
    ])
    func hostileValuesLetNobodyIn(_ values: [String: String]) throws {
      try Node.run { node in
        for (verb, type) in [("access", "account"), ("adopt", "open_session")] {
          let pam = ["PAM_TYPE": type, "PAM_SERVICE": "sshd", "PAM_USER": node.alice.name]
          let said = try Tool.capture(
            Command(
              path: node.qguiNode, arguments: [verb],
              environment: pam.merging(values) { _, hostile in hostile }))
          #expect(said.status == ExitStatus.notYours, "\(said.output)")
          #expect(said.output.split(separator: "\n").count == 1)
          #expect(!said.output.contains("\u{1B}"))
        }
      }
    }

    /// Another caller than sshd's own process is not moved, whatever it calls itself.
    @Test func adoptsNobodyElsesProcess() throws {
      try Node.run { node in
        let mom = try Mom(on: node, .torque)
        let job = try mom.start("7.server", of: node.alice, "mem=100mb,nodes=1", "exec sleep 995")
        try eventually("alice's job runs") { !job.processesInGroup.isEmpty }
        let script = "'\(node.qguiNode)' adopt; echo $?; cat /proc/$$/cgroup"
        for name in ["sh", "sshd: qgui-alice [priv]"] {
          let said = try Tool.capture(
            Command(
              path: "/bin/bash", arguments: ["-c", #"exec -a "$0" bash -c "$1""#, name, script],
              environment: [
                "PAM_TYPE": "open_session", "PAM_SERVICE": "sshd", "PAM_USER": node.alice.name,
                "PATH": "/usr/bin:/bin",
              ]))
          #expect(said.output.contains("\n77\n"), "\(said.output)")
          #expect(!said.output.contains("/qgui/7\n"), "\(said.output)")
        }
        job.delete()
        _ = try job.end()
      }
    }

    private func installService(_ node: Node) throws {
      let path = "/etc/pam.d/\(Self.service)"
      try FileTree.write(
        path, "account required pam_exec.so quiet stdout \(node.qguiNode) access\n")
      node.atEnd { FileTree.remove(path) }
    }

    private func pamtester(_ user: TestUser) throws -> Captured {
      try Tool.capture(
        Command(
          path: "/usr/bin/pamtester", arguments: [Self.service, user.name, "acct_mgmt"],
          environment: [:]))
    }
  }
}
