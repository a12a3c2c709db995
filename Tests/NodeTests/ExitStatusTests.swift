import Glibc
import QGui
import TestSupport
import Testing

extension OneNode {
  /// What qgui-run exits with, and what it says.
  @Suite struct ExitStatusTests {
    @Test(arguments: [
      ("exit 0", 0), ("exit 3", 3), ("exit 200", 200), ("kill -SEGV $$", 128 + SIGSEGV),
      ("kill -KILL $$", 128 + SIGKILL),
    ])
    func isTheProgramsOwn(_ script: String, _ expected: Int32) throws {
      try Node.run { node in
        let session = try node.start(Job(["sh", "-c", script], of: node.alice))
        let status = try session.exitStatus()
        #expect(status == expected)
        #expect(node.xpraStops(of: node.alice) == 1)
      }
    }

    @Test(arguments: [
      ("no-such-program", ExitStatus.notFound, "no such program"),
      ("/nowhere/program", ExitStatus.notFound, "no such program"),
      ("./plain-file", ExitStatus.notExecutable, "not executable"),
      ("/tmp", ExitStatus.notExecutable, "not executable"),
      ("", ExitStatus.notFound, "no such program"),
    ])
    func refusesProgram(_ program: String, _ expected: Int32, _ words: String) throws {
      try Node.run { node in
        try FileTree.write(node.alice.home + "/plain-file", "text")
        try refused(node, Job([program], of: node.alice), expected, words)
      }
    }

    /// Only execve(2) finds out what is wrong with it.
    @Test(arguments: [
      ("no-format", "echo hello\n", "Exec format error"),
      ("no-reader", "#!/nowhere/sh\n", "No such file or directory"),
    ])
    func namesTheProgramThatCannotBeExecuted(_ name: String, _ text: String, _ why: String) throws {
      try Node.run { node in
        try FileTree.write(node.alice.home + "/\(name)", text, mode: 0o755)
        let session = try node.start(Job(["./\(name)"], of: node.alice))
        #expect(try session.exitStatus() == ExitStatus.notExecutable)
        let lines = session.error.split(separator: "\n")
        #expect(
          lines.contains { $0.hasPrefix("qgui-run: ") && $0.hasSuffix("/\(name): \(why)") },
          "\(session.error)")
      }
    }

    /// As in a shell.
    @Test func nothingIsInAClosedDirectory() throws {
      try Node.run { node in
        var job = Job(["no-such-program"], of: node.alice)
        job.environment["PATH"] = "\(node.path):\(node.bob.home)"
        try refused(node, job, ExitStatus.notFound, "no such program")
      }
    }

    @Test(arguments: [
      "4", "-4gb", "+4gb", "4q", "99999999999gb", "", "1.5gb", "0gb", "4gb\n", "4 gb", "4gb 4gb",
    ])
    func refusesMemory(_ size: String) throws {
      try Node.run { node in
        var job = Job(["true"], of: node.alice)
        job.options = ["--mem=\(size)"]
        try refused(node, job, ExitStatus.usage, "'")
      }
    }

    @Test(arguments: [
      "12x", "../x", String(repeating: "9", count: 4096), "12\n13", "12\n", "-1", "8[]", " 12",
      "12.$(touch /tmp/qgui-was-here)", "0012",
    ])
    func refusesJob(_ id: String) throws {
      try Node.run { node in
        let job = Job(["true"], of: node.alice, id: id)
        try refused(node, job, ExitStatus.usage, "PBS_JOBID is '")
      }
    }

    @Test(arguments: ["x", "-1", "2147483648", "1.0", ":", "::1", "9999999999999999999999"])
    func refusesDisplay(_ number: String) throws {
      try Node.run { node in
        var job = Job(["true"], of: node.alice)
        job.options = ["--display=\(number)"]
        try refused(node, job, ExitStatus.usage, "--display")
      }
    }

    @Test(arguments: [
      ["--nonsense"], ["--grace=-1"], ["--grace=soon"], ["--containment=maybe"],
      ["--xpra=speaker"], ["--xpra=a=b\nc=d"], ["--xpra=--x=y"], ["--mem"],
    ])
    func refusesOptions(_ options: [String]) throws {
      try Node.run { node in
        var job = Job(["true"], of: node.alice)
        job.options = options
        let words = options == ["--mem"] ? "<program>" : options[0].prefix { $0 != "=" }.description
        try refused(node, job, ExitStatus.usage, words)
      }
    }

    /// Whether the parser speaks in sentences or not.
    @Test(arguments: [
      ("--memm=1gb", "'--mem'? See qgui-run --help"),
      ("--grace=x", "say 0 to 65535: see qgui-run --help"),
    ])
    func saysWhereHelpIs(_ option: String, _ words: String) throws {
      try Node.run { node in
        var job = Job(["true"], of: node.alice)
        job.options = [option]
        try refused(node, job, ExitStatus.usage, words)
      }
    }

    @Test(arguments: [("xpra", "xpra"), ("Xvfb", "xvfb")])
    func saysWhichPackageIsMissing(_ missing: String, _ package: String) throws {
      try Node.run { node in
        var job = Job(["/bin/true"], of: node.alice)
        job.environment["PATH"] = node.alice.home
        job.preparation = "/bin/mount --bind /dev/null \"$(/bin/readlink -f /usr/bin/\(missing))\""
        try refused(
          node, job, ExitStatus.failed,
          "\(missing) is not installed on this node: apt install \(package)")
      }
    }

    /// Nothing is started, nothing is made, and one line says why.
    private func refused(_ node: Node, _ job: Job, _ expected: Int32, _ words: String) throws {
      let session = try node.start(job)
      let status = try session.exitStatus()
      #expect(status == expected)
      #expect(session.error.contains(words), "\(session.error)")
      #expect(session.error.hasPrefix("qgui-run: "))
      #expect(session.error.split(separator: "\n").count == 1)
      #expect(session.error.utf8.count < 1000)
      #expect(node.xpraCalls(of: node.alice) == [])
      #expect(node.leftovers.isEmpty)
      #expect(session.endedRecord == nil)
    }
  }
}
