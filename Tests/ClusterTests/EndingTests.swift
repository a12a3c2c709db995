import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// How a session is ended from afar, and how one finds out why it ended.
  @Suite struct EndingTests {
    @Test func inOrder() throws {
      try ClusterRun.run { run in
        // It writes what it is asked.
        let job = try run.submit(
          running: #"bash -c 'trap "echo asked > asked; exit 3" TERM; xterm & wait'"#)
        let node = try job.waitUntil(.attachable)
        let why = try run.answer(["qconnect", "--why", job.id])
        #expect(why.status == 0)
        #expect(why.output.contains("job \(job.id) runs on \(node)"), "\(why.error)")
        let bob = try run.answer(["qconnect", "--end", job.id], as: run.bob)
        #expect(bob.status == 77, "\(bob.error)")

        let end = try run.answer(["qconnect", "--end", job.id])
        #expect(end.status == 0, "\(end.error)")
        #expect(run.alice.read("asked") == "asked\n")
        _ = try job.exitStatus()
        let told = try run.answer(["qconnect", "--why", job.id])
        #expect(told.status == 0)
        #expect(
          told.output.hasPrefix("job \(job.id): the session was ended with qconnect --end"),
          "\(told.output)")
        let again = try run.answer(["qconnect", "--end", job.id])
        #expect(again.status == 69, "\(again.error)")
      }
    }

    @Test func whyItEnded() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "sh -c 'exit 5'")
        let status = try job.exitStatus()
        #expect(status == 5)
        let told = try run.answer(["qconnect", "--why", job.id])
        #expect(told.output.hasPrefix("job \(job.id): sh ended with status 5"), "\(told.output)")
        let unknown = try run.answer(["qconnect", "--why", "99"])
        #expect(unknown.status == 69)
        #expect(unknown.error.contains("nobody wrote down here how job 99 ended"))
      }
    }

    @Test func queued() throws {
      try ClusterRun.run { run in
        try run.drainNodes()
        let job = try run.submit(running: "xterm")
        let answer = try run.answer(["qconnect", "--end", job.id])
        #expect(answer.status == 75)
        #expect(answer.error.contains("qdel \(job.id) removes it"), "\(answer.error)")
      }
    }
  }
}
