import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// A program in a container of Podman's, by the job script that users copy.
  @Suite(
    .enabled(if: TestMachine.hasMemoryController, "needs the memory controller, version 1"),
    .enabled(
      if: TestContainer.runs,
      "needs podman, crun, users' own namespaces, and Tests/Container/container make"))
  struct ContainerTests {
    enum End: CaseIterable, Sendable {
      case exit, term, kill
    }

    @Test(arguments: End.allCases)
    func windowOfAContainer(_ end: End) throws {
      try Node.run { node in
        let inside =
          "echo $(readlink /proc/1/exe) $(id -u) > inside; until test -e go-on; do sleep 0.1; done"
        var job = try TestContainer.job(
          ["xterm", "-T", "contained", "-e", "sh", "-c", inside], of: node.alice, on: node)
        let group = try node.makeGroup(limit: Self.limit, delegatedTo: node.alice)
        job.group = group
        let session = try node.start(job)
        let record = try session.waitUntil("it runs in the container") {
          File.read(node.alice.home + "/inside") == "/usr/bin/xterm \(node.alice.id)\n"
            && $0.state == .attachable
        }
        let display = try #require(record.display)
        let windows = try node.capture(
          ["/usr/bin/xwininfo", "-root", "-tree"], as: node.alice,
          environment: ["DISPLAY": "\(display)", "XAUTHORITY": session.files.authority])
        #expect(windows.output.contains(#""contained": ("xterm""#), "\(windows.error)")
        let xterm = try #require(ProcessTable.of(node.alice).first { $0.name == "xterm" })
        let members = group.text("qgui-442611/cgroup.procs").split(separator: "\n")
        #expect(members.contains("\(xterm.pid)"))
        try finish(session, end, node)
        #expect(node.leftovers(within: Node.promised) == nil)
      }
    }

    private func finish(_ session: RunningSession, _ end: End, _ node: Node) throws {
      switch end {
      case .exit: try FileTree.write(node.alice.home + "/go-on", "")
      case .term: session.send(SIGTERM)
      case .kill: session.send(SIGKILL)
      }
      let status = try session.exitStatus()
      if end == .exit { #expect(status == 0, "\(session.error)") }
      let reasons: [End: EndReason] = [.exit: .exited(0), .term: .deleted(SIGTERM), .kill: .killed]
      try eventually("the session has ended") { session.endedRecord?.end == reasons[end] }
    }

    @Test func greedyProgramInAContainer() throws {
      try Node.run { node in
        var job = try TestContainer.job(["tail", "/dev/zero"], of: node.alice, on: node)
        job.group = try node.makeGroup(limit: Self.limit, delegatedTo: node.alice)
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGKILL))
        // Which limit is met first depends on how far xpra has come.
        let sentences = ["its memory limit of 300 MB", "the job's memory limit of 400 MB"]
        #expect(sentences.contains(where: session.error.contains), "\(session.error)")
      }
    }

    private static let limit = MemorySize(bytes: 400 << 20)
  }
}
