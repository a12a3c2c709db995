import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// The settings' files, as qgui-run meets them.
  @Suite struct SettingsTests {
    /// As an administrator would write it; afterwards all is as it was.
    private func writeSystemFile(_ text: String, _ node: Node) throws {
      let path = SettingsPlaces.system
      let directory = String(path.prefix(upTo: path.lastIndex(of: "/")!))
      let old = File.read(path)
      let hadDirectory = FileTree.exists(directory)
      node.atEnd {
        if let old { try FileTree.write(path, old) } else { unlink(path) }
        if !hadDirectory { rmdir(directory) }
      }
      mkdir(directory, 0o755)
      chmod(directory, 0o755)
      try FileTree.write(path, text)
    }

    private func makeUsersDirectory(_ node: Node) -> String {
      let path = SettingsPlaces.user(environment: [:], home: node.alice.home)
      for directory in [".config", ".config/qgui"] {
        mkdir("\(node.alice.home)/\(directory)", 0o755)
        node.alice.own("\(node.alice.home)/\(directory)")
      }
      return path
    }

    private func writeUsersFile(_ text: String, _ node: Node) throws {
      let path = makeUsersDirectory(node)
      try FileTree.write(path, text)
      node.alice.own(path)
    }

    /// Nothing is started, and one line says why.
    private func refused(_ node: Node, _ job: Job, _ expected: Int32) throws -> String {
      let session = try node.start(job)
      let status = try session.exitStatus()
      #expect(status == expected)
      #expect(session.error.hasPrefix("qgui-run: "))
      #expect(session.error.split(separator: "\n").count == 1, "\(session.error)")
      #expect(node.xpraCalls(of: node.alice) == [])
      #expect(node.leftovers.isEmpty)
      return session.error
    }

    @Test func fixedContainmentHolds() throws {
      try Node.run { node in
        try writeSystemFile("fixed = containment\ncontainment = required\n", node)
        try writeUsersFile("containment = preferred\n", node)
        let session = try node.start(job(node, ["--containment=off"]))
        let status = try session.exitStatus()
        #expect(status == ExitStatus.failed)
        let lines = session.error.split(separator: "\n")
        try #require(lines.count == 2, "\(session.error)")
        #expect(
          lines[0]
            == "qgui-run: /etc/qgui/qgui.conf fixes containment = required: what --containment,"
            + " \(node.alice.home)/.config/qgui/qgui.conf says otherwise does not count")
        let words = "qgui-run: cannot start true: a memory limit is required here, and "
        #expect(lines[1].hasPrefix(words))
      }
    }

    private func job(_ node: Node, _ options: [String] = []) -> Job {
      var job = Job(["true"], of: node.alice)
      job.options = options
      return job
    }

    @Test(.enabled(if: TestMachine.hasMemoryController, "needs the memory controller, version 1"))
    func defaultMemoryIsTheLimit() throws {
      try Node.run { node in
        try writeSystemFile("default-memory = 300mb\n", node)
        var job = job(node)
        job.group = try node.makeGroup(delegatedTo: node.alice)
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == 0)
        #expect(session.error == "qgui-run: true ended\n")
        #expect(session.endedRecord?[.limit] == "\(300 << 20)")
      }
    }

    @Test(.enabled(if: TestMachine.hasMemoryController, "needs the memory controller, version 1"))
    func largestMemoryCutsWhatIsAsked() throws {
      try Node.run { node in
        try writeSystemFile("largest-memory = 300mb\n", node)
        try writeUsersFile("largest-memory = 4gb\n", node)
        var job = job(node, ["--mem=400mb"])
        job.group = try node.makeGroup(delegatedTo: node.alice)
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == 0)
        #expect(
          session.error
            == "qgui-run: largest-memory in /etc/qgui/qgui.conf is less than the 400mb asked for:"
            + " the program's limit is 300mb\nqgui-run: true ended\n")
        #expect(session.endedRecord?[.limit] == "\(300 << 20)")
      }
    }

    @Test(.enabled(if: TestMachine.hasMemoryController, "needs the memory controller, version 1"))
    func displayReserveIsKept() throws {
      try Node.run { node in
        try writeUsersFile("display-reserve = 100mb\n", node)
        var job = job(node)
        job.group = try node.makeGroup(
          limit: MemorySize(bytes: 1000 << 20), delegatedTo: node.alice)
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == 0)
        #expect(session.endedRecord?[.limit] == "\(900 << 20)")
      }
    }

    /// What xpra reads, and how long a stubborn program lives.
    @Test func xpraAndGrace() throws {
      try Node.run { node in
        try writeSystemFile("xpra = encoding=jpeg\nxpra = bell=no\ngrace = 1\n", node)
        try writeUsersFile("xpra = encoding=png\n", node)
        var job = job(node, ["--xpra=cursors=no"])
        job.program = ["sh", "-c", "trap '' TERM; touch ready; while :; do sleep 1; done"]
        let session = try node.start(job)
        try session.waitUntil(.attachable)
        try eventually("the program is ready") {
          FileTree.exists(node.alice.home + "/ready")
        }
        let lines = (File.read(session.files.xpraConfiguration) ?? "").split(separator: "\n")
        for line in ["encoding = png", "bell = no", "cursors = no"] {
          #expect(lines.contains(Substring(line)))
        }
        #expect(!lines.contains("encoding = jpeg"))
        session.send(SIGTERM)
        let status = try session.exitStatus(within: 4)
        #expect(status == ExitStatus.ofSignal(SIGKILL))
      }
    }

    @Test func errorInTheUsersFile() throws {
      try Node.run { node in
        try writeUsersFile("# mine\ncontainmnet = off\ngrace = 5s\n", node)
        let said = try refused(node, job(node), ExitStatus.usage)
        let file = "\(node.alice.home)/.config/qgui/qgui.conf"
        #expect(said.hasPrefix("qgui-run: \(file):2: 'containmnet' is no key: say one of "))
        #expect(said.hasSuffix(" (and 1 more error)\n"))
      }
    }

    @Test func errorInTheSystemsFile() throws {
      try Node.run { node in
        try writeSystemFile("containmnet = required\r\n", node)
        try writeUsersFile("nonsense\n", node)
        let said = try refused(node, job(node, ["--containment=off"]), ExitStatus.failed)
        #expect(said.hasPrefix("qgui-run: /etc/qgui/qgui.conf:1: 'containmnet' is no key: say"))
        #expect(said.hasSuffix(": tell the administrator\n"))
      }
    }

    @Test func systemsFileThatUsersCannotRead() throws {
      try Node.run { node in
        try writeSystemFile("containment = required\n", node)
        chmod(SettingsPlaces.system, 0o600)
        let said = try refused(node, job(node), ExitStatus.failed)
        #expect(said.contains("/etc/qgui/qgui.conf: cannot be read (Permission denied)"))
        #expect(said.hasSuffix(": tell the administrator\n"))
      }
    }

    enum Oddity: CaseIterable, Sendable {
      case pipe, directory, unreadable, endless, large, loop
    }

    /// What may be in the place of a user's file, and holds nobody up.
    @Test(arguments: Oddity.allCases)
    func oddityInTheUsersPlace(_ oddity: Oddity) throws {
      try Node.run { node in
        let path = makeUsersDirectory(node)
        let words = try place(oddity, at: path, node)
        let said = try refused(node, job(node), ExitStatus.usage)
        #expect(said.hasPrefix("qgui-run: \(path): \(words)"), "\(said)")
      }
    }

    private func place(_ oddity: Oddity, at path: String, _ node: Node) throws -> String {
      switch oddity {
      case .pipe:
        mkfifo(path, 0o666)
        node.alice.own(path)
      case .directory: mkdir(path, 0o755)
      case .endless: symlink("/dev/zero", path)
      case .unreadable:
        try FileTree.write(path, "grace = 5\n", mode: 0)
        return "cannot be read (Permission denied): make it readable, or remove it"
      case .large:
        try FileTree.write(path, String(repeating: "#", count: 65_537))
        return "is larger than 64 KB"
      case .loop:
        symlink(path, path)
        return "cannot be read ("
      }
      return "is not a regular file: put one there, or remove it"
    }

    /// A home that is none says nothing.
    @Test(arguments: ["/dev/null", "/nowhere"])
    func noPlaceForAFile(_ directory: String) throws {
      try Node.run { node in
        var job = job(node, ["--containment=off"])
        job.environment["XDG_CONFIG_HOME"] = directory
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == 0)
        #expect(session.error == "qgui-run: true ended\n")
      }
    }

    @Test func absoluteXDGPlace() throws {
      try Node.run { node in
        let directory = node.alice.home + "/conf"
        for path in [directory, directory + "/qgui"] {
          mkdir(path, 0o755)
          node.alice.own(path)
        }
        try FileTree.write(directory + "/qgui/qgui.conf", "grace = x\n")
        var job = job(node)
        job.environment["XDG_CONFIG_HOME"] = directory
        let said = try refused(node, job, ExitStatus.usage)
        #expect(said.contains("\(directory)/qgui/qgui.conf:1: grace 'x' is no number"))
      }
    }
  }
}
