import Glibc
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// What comes is told in time, and what came is told afterwards: in the job's output, by qconnect,
  /// and by `qconnect --why`.
  @Suite struct WarningJobTests {
    /// Writes what it is called with.
    private static let saver = """
      #!/bin/sh
      printf '%s %s on %s: %s\\n' "$1" "$2" "$DISPLAY" "$3" >> "$HOME/saved"

      """

    @Test func walltime() throws {
      try ClusterRun.run { run in
        try run.alice.write("save", Self.saver, mode: 0o755)
        try run.alice.write(
          ".config/qgui/qgui.conf", "walltime-warnings = 00:00:45\non-warning = ./save\n")
        let job = try run.submit(running: "xterm", options: ["-l", "walltime=00:01:00"])
        let node = try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))

        let warning = "the job ends in 45 seconds, at its walltime of 00:01:00: save your work"
        try eventually("the warning is in the job's output: \(job.error)", within: 50) {
          job.error.contains("qgui-run: \(warning)\n")
        }
        _ = try run.screen.window("^Xpra$")
        try run.screen.keepPicture("walltime")
        try eventually("the command was called") {
          run.alice.read("saved") == "walltime 45 on :\(job.id): \(warning)\n"
        }

        // Slurm looks every 30 s.
        let status = try terminal.exitStatus(within: 120)
        #expect(status == 1)
        let sentence =
          "the job reached its walltime of 00:01:00: ask for more, such as walltime=00:02:00"
        #expect(terminal.text.contains("qconnect: \(sentence)"), "\(terminal.text)")
        _ = try job.exitStatus()
        #expect(job.error.contains("qgui-run: \(sentence)\n"), "\(job.error)")
        try run.expectWhy(job, sentence, on: node)
      }
    }

    /// Nobody is left on the node who could have written it down.
    @Test func nodeThatWasRestarted() throws {
      try ClusterRun.run { run in
        let job = try run.submit(
          """
          #!/bin/bash
          #PBS -l nodes=1:ppn=1,mem=1gb
          qgui-run xterm

          """)
        let node = try job.waitUntil(.attachable)
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
        FileTree.remove(job.files(on: node).directory)
        try run.expectWhy(job, "the job was killed", on: node)

        let record = ".local/state/qgui/ended/\(job.id)@\(node)"
        let text = run.alice.read(record) ?? ""
        let other = text.split(separator: "\n").map { $0.hasPrefix("boot = ") ? "boot = x" : $0 }
        try run.alice.write(record, other.joined(separator: "\n") + "\n")
        try run.expectWhy(job, "the node was started anew while xterm ran", on: node)
        run.removeGroups(of: job, on: node)
      }
    }
  }
}

extension ClusterRun {
  fileprivate func expectWhy(_ job: ClusterJob, _ sentence: String, on node: Cluster.Host) throws {
    let why = try answer(["qconnect", "--why", job.id])
    #expect(why.status == 0, "\(why.error)")
    #expect(why.output == "job \(job.id): \(sentence) (\(node))\n", "\(why.error)")
  }
}
