import Glibc
import QGui
import TestSupport
import Testing

extension OneLive {
  /// The last line of an attached qconnect names the limit at which the batch system ended the job, also
  /// where the job's own output does not.
  @Suite struct LastLineTests {
    enum Limit: String, CaseIterable, Sendable {
      case cput, vmem, walltime

      /// OpenPBS ends no job at a vmem that it does not ask for itself.
      static let possible = allCases.filter { $0 != .vmem || Cluster.isTorque }

      var options: [String] {
        switch self {
        case .cput: ["-l", "cput=00:00:06"]
        case .vmem: ["-l", "vmem=2gb"]
        case .walltime: []
        }
      }

      /// What is started beside the window, once that is there: in the session of the job, as OpenPBS
      /// counts no other. No process alone is above the job's limit, where the kernel would end it.
      var program: String {
        switch self {
        case .cput: "for i in 1 2 3; do while :; do :; done & done; wait"
        case .vmem:
          "exec python3 -c 'import mmap, time; m = mmap.mmap(-1, 1500 << 20); time.sleep(900)'"
        case .walltime: "exec sleep 995"
        }
      }

      var line: String {
        switch self {
        case .cput: "qconnect: the job used more CPU time than its cput of 00:00:06"
        case .vmem: "than its vmem of 2 GB"
        case .walltime: "qconnect: the job reached its walltime of 00:00:12"
        }
      }
    }

    @Test(arguments: Limit.possible)
    func namesTheLimit(_ limit: Limit) throws {
      try ClusterRun.live { run in
        try run.alice.write(
          "busy", "#!/bin/sh\nxev &\nuntil [ -e go ]; do sleep 0.1; done\n\(limit.program)\n",
          mode: 0o755)
        let job = try run.submitBash(
          "exec > /dev/null 2>&1\nexec qgui-run ./busy",
          run.one(on: .node01, memory: "1gb") + limit.options)
        try job.waitUntilAttachable()
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("Event Tester"))
        if limit == .walltime {
          try job.command("qalter", "-l", "walltime=00:00:12", asRoot: true)
        }
        try run.alice.write("go", "")
        let status = try terminal.exitStatus(within: 120)
        #expect(status == ExitStatus.endedBadly, "\(terminal.text)")
        #expect(terminal.text.contains(limit.line), "\(terminal.text)")
        #expect(!terminal.text.contains("deleted"), "\(terminal.text)")
        try job.waitUntilEnded()
      }
    }
  }
}
