import Glibc
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// A program that wants more memory than the job has.
  @Suite struct MemoryJobTests {
    /// Shows a window, and eats once there is a file `eat`.
    private static let hungry = """
      #!/usr/bin/python3
      import os
      import gi
      gi.require_version("Gtk", "3.0")
      from gi.repository import Gtk, GLib

      held = []

      def eat():
          if os.path.exists("eat"):
              held.append(b"x" * (4 << 20))
          return True

      window = Gtk.Window(title="hungry")
      window.set_default_size(300, 200)
      window.add(Gtk.Label(label="Hungry"))
      window.show_all()
      GLib.timeout_add(10, eat)
      Gtk.main()

      """

    /// The display, and a client that is attached, live on to tell of it. In a small job with a
    /// client, program and display together may meet the job's limit before the program its own.
    @Test(arguments: [
      (
        "400mb", "",
        [
          "its memory limit of 300 MB (the job's 400 MB less 100 MB for the display; peak ",
          "the job's memory limit of 400 MB (together with the display; its own peak ",
        ]
      ),
      ("1gb", "--mem 200mb ", ["its memory limit of 200 MB (peak 200 MB)"]),
    ])
    func greedyProgram(_ memory: String, _ option: String, _ sentences: [String]) throws {
      try ClusterRun.run { run in
        try run.alice.write("hungry", Self.hungry, mode: 0o755)
        let job = try run.submit(running: option + "./hungry", memory: memory)
        try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("hungry"))
        try run.alice.write("eat", "")
        let status = try terminal.exitStatus()
        #expect(status == 1)
        #expect(
          sentences.contains { terminal.text.contains("qconnect: hungry reached \($0)") },
          "\(terminal.text)")
        let jobStatus = try job.exitStatus()
        #expect(jobStatus == ExitStatus.ofSignal(SIGKILL))
        #expect(
          sentences.contains { job.error.contains("qgui-run: hungry reached \($0)") },
          "\(job.error)")
        #expect(job.error.contains(" and was killed: ask for mem="), "\(job.error)")
      }
    }
  }
}
