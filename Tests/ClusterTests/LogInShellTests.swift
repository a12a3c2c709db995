import Glibc
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// Whatever the user's shell on the node is, and whatever its start-up files print.
  @Suite struct LogInShellTests {
    private static let noise = "echo Welcome to the cluster\n"

    @Test(arguments: [
      ("/bin/bash", ".bashrc", noise + "echo This node is old >&2\n"),
      ("/bin/tcsh", ".cshrc", noise),
      ("/usr/bin/fish", ".config/fish/config.fish", noise),
    ])
    func attachAndDetach(_ shell: String, _ file: String, _ text: String) throws {
      try ClusterRun.run { run in
        try run.setShell(shell, of: run.alice)
        try run.alice.makeDirectories(".config/fish")
        try run.alice.write(file, text)
        let job = try run.submit(running: "xterm")
        let node = try job.waitUntil(.attachable)
        let login = try run.cluster.run(
          ["ssh", "\(node)", "true"], on: .login, as: run.alice)
        #expect(login == "Welcome to the cluster\n")
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        try terminal.pressControlC()
        let status = try terminal.exitStatus()
        #expect(status == 0)
        #expect(terminal.text.contains("detached from xterm"))
        #expect(!terminal.text.contains("Welcome"))
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
      }
    }
  }
}
