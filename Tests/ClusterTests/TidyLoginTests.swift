import Glibc
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// However qconnect ends, the program lives on and nothing is left where it was typed: no client,
  /// no ssh, no bus that the client started, no directory.
  @Suite struct TidyLoginTests {
    /// Nil for Ctrl-C.
    @Test(arguments: [nil, SIGTERM, SIGHUP, SIGKILL])
    func afterADetach(_ signal: Int32?) throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm")
        let node = try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        let here = run.cluster.processes(of: run.alice, on: .login)
        #expect(Set(here.map(\.name)).isSuperset(of: ["qconnect", "ssh"]))
        if let signal {
          here.first { $0.name == "qconnect" }?.identity.send(signal)
        } else {
          try terminal.pressControlC()
        }
        let status = try terminal.exitStatus()
        #expect(status == (signal == SIGKILL ? 137 : 0), "\(terminal.text)")
        try eventually("nothing is left on login: \(onLogin(run))", within: 5) {
          onLogin(run).isEmpty
        }
        try eventually("only the session is left on \(node)", within: 5) {
          !run.cluster.processes(of: run.alice, on: node).contains {
            $0.name.hasPrefix("sshd:") || $0.arguments.contains("--serve")
          }
        }
        #expect(job.record?.state == .attachable)
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
      }
    }

    private func onLogin(_ run: ClusterRun) -> [String] {
      run.leftovers.items.filter { $0.hasPrefix("login: ") }.sorted()
    }
  }
}
