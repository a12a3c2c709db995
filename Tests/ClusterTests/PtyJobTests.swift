import Glibc
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// Programs that refuse to work in batch jobs.
  @Suite struct PtyJobTests {
    @Test func interactiveR() throws {
      try ClusterRun.run { run in
        let plain = try run.submit(running: "R")
        let refused = try plain.exitStatus()
        #expect(refused != 0)
        #expect(plain.error.contains("you must specify '--save'"), "\(plain.error)")

        // What R does when it starts, in the place of somebody who types.
        try run.alice.write(
          ".Rprofile",
          #"if (interactive()) { grDevices::x11(); graphics::plot(1); cat(Sys.getenv("PBS_ENVIRONMENT"), Sys.getenv("ENVIRONMENT"), "asked\n") }"#
        )
        let job = try run.submit(running: "--pty --interactive-env R")
        try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        _ = try run.screen.window("R Graphics: Device 2 .*\\(job \(job.id)\\)$")
        try eventually("R has its prompt: \(job.output)") { job.output.hasSuffix("> ") }
        #expect(job.output.contains("asked"))
        #expect(!job.output.contains("BATCH"))
        #expect(!job.output.contains("\r"))
        try job.delete()
        let status = try terminal.exitStatus()
        #expect(status == 0)
      }
    }
  }
}
