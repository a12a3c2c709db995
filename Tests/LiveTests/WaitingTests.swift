import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneLive {
  /// qconnect waits for what will start by itself, says what to type for what will not, and notices
  /// what changes meanwhile.
  @Suite struct WaitingTests {
    private static let words = "exec qgui-run xterm"

    /// The user's own hold: the advice is typed, and works.
    @Test func heldByTheUser() throws {
      try ClusterRun.live { run in
        let job = try run.submitBash(Self.words, ["-h"] + run.one(on: .node01, memory: "1gb"))
        let answer = try run.answer(["qconnect", "--once", job.id])
        #expect(answer.status == 75, "\(answer)")
        #expect(answer.error.contains("qrls \(job.id)"), "\(answer.error)")
        try job.command("qrls")
        try job.waitUntilAttachable()
        try job.delete()
      }
    }

    /// Held until another job has ended: qrls would change nothing, and it starts by itself.
    @Test func dependsOnAnotherJob() throws {
      try ClusterRun.live { run in
        let first = try run.submitBash("exec sleep 995", run.one(on: .node01, memory: "200mb"))
        try first.waitUntilRunning()
        let job = try run.submitBash(
          Self.words,
          ["-W", "depend=afterany:\(first.id)"] + run.one(on: .node01, memory: "1gb"))
        try job.waitUntil(letter: "H")
        let terminal = try run.qconnect(job)
        try terminal.waitUntil(shows: "job \(job.id) ", within: 20)
        #expect(!terminal.text.contains("qrls"), "\(terminal.text)")
        #expect(!terminal.hasEnded)
        try first.delete()
        try expectWindow(of: job, terminal, run)
      }
    }

    @Test func theServerIsRestarted() throws {
      try ClusterRun.live { run in
        let blocker = try run.submitBash("exec sleep 995", allOf(.node01, run))
        try blocker.waitUntilRunning()
        let job = try run.submitBash(Self.words, run.one(on: .node01, memory: "1gb"))
        let terminal = try run.qconnect(job)
        try terminal.waitUntil(shows: "job \(job.id) is queued", within: 20)
        try run.stopServer()
        try eventually("it has noticed, or goes on waiting") { !terminal.hasEnded }
        try run.startServer()
        try run.waitForNodes()
        try blocker.delete()
        try expectWindow(of: job, terminal, run)
      }
    }

    /// A walltime that was made shorter while the job runs is the one that ends it.
    @Test func walltimeIsChanged() throws {
      try ClusterRun.live { run in
        let job = try run.submitBash(
          "exec qgui-run xev", run.one(on: .node01, memory: "1gb", walltime: "00:20:00"))
        try job.waitUntilAttachable()
        try job.command("qalter", "-l", "walltime=00:00:08", asRoot: true)
        let status = try job.batchStatus()
        #expect(status == (run.system == .openpbs ? -29 : -11))
        let why = try job.why()
        #expect(why.contains("the job reached its walltime of 00:00:08"), "\(why)")
        #expect(job.error.contains("the job reached its walltime of 00:00:08"), "\(job.error)")
      }
    }

    @Test func suspended() throws {
      try ClusterRun.live { run in
        let job = try run.submitBash(Self.words, run.one(on: .node01, memory: "1gb"))
        try job.waitUntilAttachable()
        try job.command("qsig", "-s", "suspend", asRoot: true)
        try job.waitUntil(letter: "S")
        let terminal = try run.qconnect(job)
        try terminal.waitUntil(shows: "job \(job.id) is suspended", within: 20)
        // The server's comment is about the job's start.
        #expect(!terminal.text.contains("Job run at"), "\(terminal.text)")
        #expect(!terminal.text.contains("Job started on"), "\(terminal.text)")
        // A busy node may take longer to answer than the list waits for it.
        try eventually("it is listed", within: 30, every: 500) {
          try run.answer(["qconnect", "-l"]).output.contains("suspended")
        }
        try job.command("qsig", "-s", "resume", asRoot: true)
        try job.waitUntilRunning()
        try expectWindow(of: job, terminal, run)
      }
    }

    /// Under windows that are there.
    @Test func suspendedWhileAttached() throws {
      try ClusterRun.live { run in
        let job = try run.submitBash(Self.words, run.one(on: .node01, memory: "1gb"))
        try job.waitUntilAttachable()
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        try job.command("qsig", "-s", "suspend", asRoot: true)
        try terminal.waitUntil(shows: "job \(job.id) is stopped", within: 40)
        try job.command("qsig", "-s", "resume", asRoot: true)
        try terminal.waitUntil(shows: "job \(job.id) runs on", within: 40)
        try expectWindow(of: job, terminal, run)
      }
    }

    /// A node that accepts connections and says nothing: its sshd is stopped.
    @Test(arguments: [true, false]) func nodeIsSilent(_ jobStays: Bool) throws {
      try ClusterRun.live { run in
        let job = try run.submitBash(Self.words, run.one(on: .node01, memory: "1gb"))
        try job.waitUntilAttachable()
        let sshd = try #require(
          run.cluster.processes(on: .node01).first { $0.arguments[0].contains("[listener]") })
        run.atEnd { sshd.identity.send(SIGCONT) }
        sshd.identity.send(SIGSTOP)
        let terminal = try run.qconnect(job)
        try terminal.waitUntil(shows: "node01 does not answer yet", within: 20)
        #expect(terminal.text.contains("job \(job.id) runs on node01"), "\(terminal.text)")
        guard !jobStays else {
          sshd.identity.send(SIGCONT)
          return try expectWindow(of: job, terminal, run)
        }
        try job.delete()
        let status = try terminal.exitStatus(within: 50)
        #expect(status == ExitStatus.success, "\(terminal.text)")
        #expect(terminal.text.contains("the job was deleted"), "\(terminal.text)")
      }
    }

    /// All cores of a node.
    private func allOf(_ node: Cluster.Host, _ run: ClusterRun) -> [String] {
      run.system == .openpbs
        ? ["-l", "select=1:ncpus=4:mem=200mb:host=\(node)"]
        : ["-l", "nodes=\(node):ppn=4,mem=200mb"]
    }

    private func expectWindow(of job: ClusterJob, _ terminal: ClusterTerminal, _ run: ClusterRun)
      throws
    {
      _ = try eventually("a window; it shows: \(terminal.text)", within: 60, every: 200) {
        if terminal.hasEnded { throw Failed("qconnect has ended: \(terminal.text)") }
        return try run.screen.windows(job.title("xterm")).first
      }
      try job.delete()
      _ = try terminal.exitStatus()
      try job.waitUntilEnded()
    }
  }
}
