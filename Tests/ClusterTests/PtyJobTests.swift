import Glibc
import Linux
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

        try run.alice.write(
          "lines",
          #"plot(1); cat(Sys.getenv(c("PBS_ENVIRONMENT", "ENVIRONMENT")), "asked\n")"# + "\n")
        let job = try run.submit(
          running: "--pty --interactive-env R < lines",
          // R leaves its folder there when it is told to end.
          options: ["-v", "TMPDIR=\(run.alice.home)"])
        try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        _ = try run.screen.window("R Graphics: Device 2 .*\\(job \(job.id)\\)$")
        try eventually("R has its prompt: \(job.output)") { job.output.hasSuffix("> ") }
        #expect(job.output.contains("\n  asked\n"))
        #expect(!job.output.contains("\r"))
        try job.delete()
        let status = try terminal.exitStatus()
        #expect(status == 0)
      }
    }

    /// The scripts that users copy, with a stand-in for the program: it looks for what MATLAB looks
    /// for, and opens a window.
    @Test(arguments: [
      ("rstudio", "False False BATCH\n"), ("matlab", "True True None -desktop\n"),
    ])
    func templates(_ program: String, _ looked: String) throws {
      try ClusterRun.run { run in
        try run.alice.write(
          "bin/\(program)",
          """
          #!/usr/bin/python3
          import os, sys
          try:
              terminal = os.open("/dev/tty", os.O_RDWR)
              leads = os.tcgetpgrp(terminal) == os.getpgrp() and os.get_terminal_size(terminal)[0] == 80
          except OSError:
              leads = False
          print(os.isatty(0), leads, os.environ.get("ENVIRONMENT"), *sys.argv[1:], flush=True)
          os.execvp("xterm", ["xterm"])

          """, mode: 0o755)
        let script = try #require(File.read("\(Repository.root)/pbs/\(program).pbs"))
        let job = try run.submit(
          script, options: ["-v", "PATH=\(run.alice.home)/bin:/usr/local/bin:/usr/bin:/bin"])
        try job.waitUntil(.attachable)
        #expect(job.output == looked, "\(job.error)")
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
      }
    }
  }
}
