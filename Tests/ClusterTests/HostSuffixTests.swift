import Linux
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// A host of the batch system that the login node knows by its full name alone.
  @Suite struct HostSuffixTests {
    private let site = ".cluster.example"

    @Test func isTriedWithTheSitesSuffix() throws {
      try ClusterRun.run { run in
        try run.renameNodes(adding: site)
        try run.setSettings("host-suffix = \(site)\n", on: .login)
        let job = try run.submit(running: "xterm")
        let node = try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        try terminal.pressControlC()
        let status = try terminal.exitStatus()
        #expect(status == 0, "\(terminal.text)")
        let list = try run.answer(["qconnect", "-l"])
        #expect(list.output.contains(" \(node) ") && !list.output.contains("no answer"))
        try job.delete()
        _ = try job.exitStatus()
      }
    }

    /// The message says what was tried; and host keys are asked for by the name that is used.
    @Test func nobodyKnowsIt() throws {
      try ClusterRun.run { run in
        try run.renameNodes(adding: ".elsewhere.example")
        try run.setSettings("host-suffix = \(site)\n", on: .login)
        let job = try run.submit(running: "xterm")
        let node = try job.waitUntil(.attachable)
        let answer = try run.answer(["qconnect", job.id])
        #expect(answer.status == 68, "\(answer.error)")
        #expect(answer.error.contains("no host \(node) or \(node)\(site) is known here"))
        try run.setSettings("host-suffix = elsewhere.example\n", on: .login)
        try run.forgetHostKeys()
        let unknownKey = try run.answer(["qconnect", job.id])
        #expect(unknownKey.status == 255)
        #expect(unknownKey.error.contains("host key"), "\(unknownKey.error)")
        try job.delete()
        _ = try job.exitStatus()
      }
    }
  }
}
