import FoundationEssentials
import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// `qgui-node check` on this machine, and its look at trees that are made for it.
  @Suite struct CheckTests {
    private struct Answer: Decodable {
      let name: String
      let state: String
      let message: String
      let remedy: String?
    }

    private static func status(_ answers: [Answer]) -> Int32 {
      let states = Set(answers.map(\.state))
      return states.contains("wrong") ? 2 : states.contains("warning") ? 1 : 0
    }

    @Test(arguments: [true, false])
    func answersOnThisMachine(_ asRoot: Bool) throws {
      try Node.run { node in
        let program = node.qguiNode
        func check(_ options: String...) throws -> Captured {
          asRoot
            ? try Tool.capture(
              Command(path: program, arguments: ["check"] + options, environment: [:]))
            : try node.capture([program, "check"] + options, as: node.alice)
        }
        let said = try check("--json")
        let answers = try JSONDecoder().decode([Answer].self, from: Data(said.output.utf8))
        #expect(said.status == Self.status(answers))
        #expect(said.error == "")
        // It is a copy in /tmp, where others can write.
        #expect(answers.contains { $0.name == "qgui-node" && $0.state == "warning" })
        #expect(answers.contains { $0.name == "xpra" && $0.message.hasPrefix("xpra 3.") })
        #expect(answers.filter { $0.state != "ok" }.allSatisfy { $0.remedy != nil })
        #expect(Set(answers.map(\.name)).count == answers.count)
        let lines = try check()
        #expect(lines.output.split(separator: "\n").count == answers.count)
        #expect(lines.status == said.status)
      }
    }

    @Test func findsTheHooksOfOpenPBS() throws {
      try Tree.with { tree in
        try tree.write("etc/pbs.conf", "PBS_HOME=/srv/pbs\n")
        let mom = "srv/pbs/mom_priv"
        try tree.write("usr/local/bin/qgui-node", "", mode: 0o755)
        try tree.write("\(mom)/prologue", "/usr/local/bin/qgui-node prologue\n", mode: 0o755)
        try tree.write("\(mom)/epilogue", "/usr/local/bin/qgui-node epilogue\n", mode: 0o775)
        var found = tree.node.batchSystems
        #expect(
          found.map(\.name) == [
            "batch-system", "openpbs-prologue", "openpbs-epilogue", "openpbs-other-hosts",
          ])
        #expect(found.map(\.state) == [.ok, .ok, .wrong, .note])
        #expect(found[2].remedy == "chmod go-w /srv/pbs/mom_priv/epilogue")

        try tree.write("\(mom)/hooks/clean.HK", "event=execjob_epilogue\n")
        try tree.write("\(mom)/hooks/clean.PY", "import pbs\n")
        found = tree.node.batchSystems
        #expect(found.map(\.state) == [.ok, .ok, .warning, .note])

        try tree.write("\(mom)/hooks/qgui.HK", "event=execjob_end\n")
        try tree.write("\(mom)/hooks/qgui.PY", "PROGRAM = \"/usr/local/bin/qgui-node\"\n")
        #expect(
          tree.node.batchSystems[2].message == "OpenPBS's hook qgui calls qgui-node as epilogue")

        chmod(tree.root + "/usr/local/bin", 0o777)
        #expect(tree.node.batchSystems[2].remedy == "chmod go-w /usr/local/bin")
        #expect(tree.node.batchSystems[1].remedy == "chmod go-w /usr/local/bin")
      }
    }

    @Test func aLinkIsAsGoodAsItsWayAndItsEnd() throws {
      try Tree.with { tree in
        try tree.write("opt/safe/epilogue", "/opt/safe/qgui-node epilogue\n", mode: 0o755)
        try tree.write("opt/safe/qgui-node", "", mode: 0o755)
        try tree.write("opt/open/file", "")
        try tree.write("var/spool/torque/mom_priv/file", "")
        chmod(tree.root + "/opt/open", 0o777)
        let epilogue = tree.root + "/var/spool/torque/mom_priv/epilogue"
        func state() -> CheckResult.State? {
          tree.node.batchSystems.first { $0.name == "torque-epilogue" }?.state
        }
        symlink("/opt/safe/../safe/epilogue", epilogue)
        #expect(state() == .ok)
        unlink(epilogue)
        // The end is safe, and what leads there is not.
        symlink("/opt/safe/epilogue", tree.root + "/opt/open/epilogue")
        symlink("../../../../opt/open/epilogue", epilogue)
        #expect(state() == .wrong)
        unlink(epilogue)
        symlink("epilogue", epilogue)
        #expect(state() == .warning)
      }
    }

    @Test func findsTheHooksOfSlurm() throws {
      try Tree.with { tree in
        try tree.write(
          "etc/slurm/slurm.conf", "TaskPlugin=task/cgroup\nEpilog=/etc/slurm/epilogue\n")
        try tree.write("etc/slurm/cgroup.conf", "ConstrainRAMSpace=yes\n")
        try tree.write("etc/slurm/epilogue", "qgui-node epilogue\n", mode: 0o755)
        #expect(tree.node.batchSystems.map(\.name) == ["batch-system", "slurm-epilog"])
        #expect(tree.node.batchSystems.map(\.state) == [.ok, .ok])
      }
    }

    @Test func readsWhatCleansAndHidesTmp() throws {
      try Tree.with { tree in
        for (path, mode) in [("tmp", 0o1777), ("tmp/.X11-unix", 0o1777)] as [(String, mode_t)] {
          mkdir("\(tree.root)/\(path)", mode)
          chmod("\(tree.root)/\(path)", mode)
        }
        try tree.write("run/systemd/system/file", "")
        try tree.write("usr/lib/tmpfiles.d/tmp.conf", "q /tmp 1777 root root 10d\n")
        try tree.write("etc/pam.d/sshd", "@include common-session\n")
        try tree.write("etc/pam.d/common-session", "session required pam_namespace.so\n")
        try tree.write("etc/security/namespace.d/site.conf", "/tmp /tmp-inst/ user root\n")
        #expect(tree.node.tmp.results.map(\.state) == [.ok, .ok, .warning, .warning])
        symlink("/dev/null", tree.root + "/etc/tmpfiles.d")
        #expect(tree.node.tmp.results[2].state == .warning)
        unlink(tree.root + "/etc/tmpfiles.d")
        try tree.write("etc/tmpfiles.d/qgui.conf", "x /tmp/qgui-*\n")
        #expect(tree.node.tmp.results[2].state == .ok)
        unlink(tree.root + "/etc/tmpfiles.d/qgui.conf")
        symlink("/dev/null", tree.root + "/etc/tmpfiles.d/tmp.conf")
        #expect(tree.node.tmp.results[2].state == .ok)
      }
    }

    @Test func asksCommandsOfRootsAlone() throws {
      try Tree.with { tree in
        let script = "#!/bin/sh\necho \"$*\" >&2\nexit 153\n"
        try tree.write("usr/bin/qstat", script, mode: 0o755)
        #expect(
          tree.node.qstat.found == .said(path: "/usr/bin/qstat", status: 153, error: "-f 1\n"))
        chmod(tree.root + "/usr/bin/qstat", 0o775)
        #expect(tree.node.qstat.found == .missing)
        try tree.write("usr/bin/qstat", "#!/bin/sh\nexec sleep 60\n", mode: 0o755)
        #expect(tree.node.qstat.found == .silent(path: "/usr/bin/qstat"))
      }
    }

    @Test func readsVersionsAndLogIns() throws {
      try Tree.with { tree in
        try tree.write("usr/bin/xpra", "", mode: 0o755)
        try tree.write("usr/lib/python3/dist-packages/PIL/__init__.py", "")
        try tree.write(
          "usr/bin/dpkg-query", "#!/bin/sh\necho xpra 3.0.13-1 installed\nexit 1\n", mode: 0o755)
        #expect(tree.node.packages.map(\.state) == [.wrong, .wrong, .ok, .wrong])
        #expect(tree.node.packages[0].message.hasPrefix("xpra 3.0.13 is too old"))

        try tree.write("usr/sbin/sshd", "#!/bin/sh\nexit 255\n", mode: 0o755)
        try tree.write("etc/ssh/sshd_config", "Include /etc/ssh/sshd_config.d/*.conf\n")
        try tree.write("etc/ssh/sshd_config.d/site.conf", "UsePAM yes\n")
        try tree.write("etc/pam.d/sshd", "account required pam_slurm_adopt.so\n")
        #expect(tree.node.login.results.map(\.state) == [.ok, .wrong, .ok])
        try tree.write("lib/security/pam_slurm_adopt.so", "no library\n")
        #expect(tree.node.login.results.map(\.state) == [.ok, .wrong, .ok])
        let module = PAMModule.folders.map { "\($0)/pam_permit.so" }.first(where: FileTree.exists)
        try Tool.run(
          "/bin/cp", [try #require(module), tree.root + "/lib/security/pam_slurm_adopt.so"])
        #expect(tree.node.login.results.map(\.state) == [.ok, .ok, .ok])
        try tree.write("usr/sbin/sshd", "#!/bin/sh\necho usepam no\n", mode: 0o755)
        #expect(tree.node.login.results.map(\.state) == [.warning])
      }
    }

    /// A job's group as the hooks make it, in a group of this test's, and the user's own inside it.
    @Test func triesWhatAJobWillDo() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        func trial(_ user: String) throws -> [String] {
          let enter = "echo $$ > '\(group.directory)/cgroup.procs' && exec \"$@\""
          let said = try Tool.capture(
            Command(
              path: "/bin/sh",
              arguments: ["-c", enter, "check", node.qguiNode, "check", "--user", user],
              environment: ["PATH": "/usr/bin:/bin"]))
          return said.output.split(separator: "\n").map(String.init).filter {
            $0.contains("limit its program") || $0.contains("ordinary user")
          }
        }
        // An older version's is mended.
        mkdir(group.directory + "/qgui", 0o700)
        let path = group.directory.dropFirst("/sys/fs/cgroup/memory".count)
        let good = try trial(node.bob.name)
        #expect(good.count == 1)
        #expect(
          good.first?.hasPrefix(
            "ok       a job of \(node.bob.name) can limit its program: tried in \(path)/qgui/check-"
          )
            == true)
        #expect(Directory.names(group.directory + "/qgui").allSatisfy { !$0.hasPrefix("check") })
        // A parent that users cannot pass.
        chmod(group.directory, 0o700)
        let closed = try trial(node.bob.name)
        #expect(closed.first?.hasPrefix("wrong    a job of \(node.bob.name) cannot limit") == true)
        #expect(closed.first?.contains("Permission denied") == true)
        chmod(group.directory, 0o755)
        #expect(try trial("root").first?.hasPrefix("unknown") == true)
        #expect(try trial("no\nbody").count == 1)
      }
    }

    @Test func findsWhatCallsTheSweep() throws {
      try Tree.with { tree in
        #expect(tree.node.sweep.result.state == .warning)
        try tree.write("run/systemd/system/here", "")
        #expect(tree.node.sweep.result.remedy?.hasPrefix("install -m 644 cgroup/") == true)
        try tree.write("lib/systemd/system/qgui-sweep.timer", "")
        #expect(tree.node.sweep.result.remedy == "systemctl enable --now qgui-sweep.timer")
        try tree.write("etc/cron.d/site", "# qgui-node sweep\n")
        #expect(tree.node.sweep.result.state == .warning)
        try tree.write("etc/cron.d/qgui", "*/10 * * * * root /usr/local/bin/qgui-node sweep\n")
        #expect(tree.node.sweep.result.message == "cron calls qgui-node sweep")
        try tree.write("etc/systemd/system/timers.target.wants/qgui-sweep.timer", "")
        #expect(tree.node.sweep.result.message == "qgui-sweep.timer calls qgui-node sweep")
      }
    }

    /// What is no file of a reasonable size is not read, and holds nobody up.
    @Test func hostileFilesAreLeftAlone() throws {
      try Tree.with { tree in
        try tree.write("etc/slurm/file", "")
        let conf = tree.root + "/etc/slurm/slurm.conf"
        mkfifo(conf, 0o644)
        #expect(tree.node.batchSystems.map(\.state) == [.ok, .unknown])
        unlink(conf)
        mkdir(conf, 0o755)
        #expect(tree.node.batchSystems.map(\.state) == [.ok, .unknown])
        rmdir(conf)
        try tree.write("etc/slurm/slurm.conf", String(repeating: "#\n", count: 1 << 20))
        #expect(tree.node.batchSystems.map(\.state) == [.ok, .unknown])
      }
    }
  }
}

/// A tree that stands for a node's files: root's, and empty.
private struct Tree {
  let root: String

  var node: CheckedNode {
    CheckedNode(files: NodeFiles(root: root), environment: [:], isRoot: true)
  }

  static func with(_ body: (Tree) throws -> Void) throws {
    let tree = Tree(root: try FileTree.makeTemporary("/tmp/check-tests"))
    defer { FileTree.remove(tree.root) }
    try body(tree)
  }

  func write(_ path: String, _ text: String, mode: mode_t = 0o644) throws {
    var folder = root
    for name in path.split(separator: "/").dropLast() {
      folder += "/\(name)"
      mkdir(folder, 0o755)
    }
    try FileTree.write("\(root)/\(path)", text, mode: mode)
  }
}
