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

    /// With the hooks, and a process that only the Epilog can find.
    @Test func walltime() throws {
      try ClusterRun.run { run in
        try run.installHooks()
        try run.alice.write("save", Self.saver, mode: 0o755)
        try run.alice.write(
          ".config/qgui/qgui.conf", "walltime-warnings = 00:00:45\non-warning = ./save\n")
        let job = try run.submit(
          """
          #!/bin/bash
          #PBS -l nodes=1:ppn=1,mem=1gb,walltime=00:01:00
          setsid sleep 996 &
          exec qgui-run xterm

          """)
        let node = try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))

        let line = try eventually("the warning is in the job's output: \(job.error)", within: 50) {
          job.error.split(separator: "\n").first { $0.hasPrefix("qgui-run: the job ends in 4") }
        }
        let warning = line.dropFirst("qgui-run: ".count)
        #expect(warning.hasSuffix(" seconds, at its walltime of 00:01:00: save your work"))
        _ = try run.screen.window(job.title("qgui"))
        try run.screen.keepPicture("walltime")
        try eventually("the command was called") {
          run.alice.read("saved")?.wholeMatch(of: #/walltime 4\d on :\d+: (.*)\n/#)?.1 == warning
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

    /// Shows a window, holds as many megabytes as `wanted` says, and once there is a file `child`
    /// starts another that wants too many.
    private static let desk = """
      #!/usr/bin/python3
      import mmap, os, subprocess
      import gi
      gi.require_version("Gtk", "3.0")
      from gi.repository import Gtk, GLib

      held = []

      def look():
          wanted = int(open("wanted").read() or len(held)) if os.path.exists("wanted") else 0
          while len(held) > wanted:
              held.pop().close()
          while len(held) < wanted:
              held.append(mmap.mmap(-1, 1 << 20))
              held[-1].write(b"x" * (1 << 20))
          if os.path.exists("child"):
              os.remove("child")
              subprocess.Popen(["python3", "-c", "x = b'x' * (400 << 20)"])
          return True

      window = Gtk.Window(title="desk")
      window.set_default_size(300, 200)
      window.add(Gtk.Label(label="Desk"))
      window.show_all()
      GLib.timeout_add(20, look)
      Gtk.main()

      """

    @Test func memory() throws {
      try ClusterRun.run { run in
        try run.alice.write("desk", Self.desk, mode: 0o755)
        try run.alice.write("save", Self.saver, mode: 0o755)
        let job = try run.submit(running: "--mem 300mb --on-warning ./save ./desk")
        let node = try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("desk"))

        try run.alice.write("wanted", "235")
        try eventually("memory is near: \(job.error)") {
          job.error.contains("qgui-run: desk uses ")
            && job.error.contains(" of its memory limit of 300 MB (8")
        }
        let notice = try run.screen.window(job.title("qgui"))
        try run.screen.keepPicture("memory")
        try eventually("the command was called") {
          run.alice.read("saved")?.hasPrefix("memory 8") == true
        }
        try run.screen.close(notice)
        try eventually("the notice is gone") {
          try run.screen.windows(job.title("qgui")).isEmpty
        }

        // A part of it is killed, the larger one, and its window stays.
        try run.alice.write("wanted", "1")
        try run.alice.write("child", "")
        let reached = "desk reached its memory limit of 300 MB (peak 300 MB) and was killed: "
        try eventually("the kill is told: \(job.error)") {
          job.error.contains("qgui-run: a process of \(reached)ask for mem=512mb\n")
        }
        _ = try run.screen.window(job.title("qgui"))
        try run.screen.keepPicture("kill")
        #expect(try !run.screen.windows(job.title("desk")).isEmpty)

        try run.alice.write("wanted", "400")
        let status = try terminal.exitStatus()
        #expect(status == 1)
        #expect(terminal.text.contains("qconnect: \(reached)ask for mem=512mb"), "\(terminal.text)")
        _ = try job.exitStatus()
        #expect(job.error.contains("\nqgui-run: \(reached)ask for mem=512mb\n"), "\(job.error)")
        try run.expectWhy(job, "\(reached)ask for mem=512mb", on: node)
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
        // What the record that is gone would have told of.
        run.removeEverything()
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
