import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// The command of `on-warning`.
  @Suite struct OnWarningTests {
    /// Who closes the program while it saves loses nothing.
    @Test func isNotEndedInTheMiddle() throws {
      try Node.run { node in
        var job = Job(
          ["sh", "-c", "until test -e ~/saving; do sleep 0.1; done"], of: node.alice)
        job.environment["PBS_WALLTIME"] = "33"
        job.options = ["--on-warning", "./save"]
        job.script = """
          mkdir -p ~/.config/qgui
          echo 'walltime-warnings = 00:00:30' > ~/.config/qgui/qgui.conf
          printf '#!/bin/sh\\ntouch saving; sleep 1; echo $1 $2 > saved\\n' > save
          chmod +x save
          exec "$@"
          """
        let session = try node.start(job)
        #expect(try session.exitStatus() == 0, "\(session.error)")
        let saved = File.read(node.alice.home + "/saved") ?? ""
        #expect(saved.hasPrefix("walltime "), "\(session.error)")
      }
    }
  }
}
