import Cgroups
import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// What stands where the hooks look, and is not what they left there.
  @Suite(
    .enabled(if: TestMachine.hasMemoryController, "needs the memory controller, version 1"))
  struct HookFaultTests {
    /// A link, in whosever directory it ends, is no record; nor is a text of another form.
    @Test(arguments: ["link", "text", "directory", "fifo", "writable", "otherName"])
    func recordIsNone(_ fault: String) throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        let path = "\(JobRecords.place)/19"
        let forged = try record(node.alice, naming: bobsGroup(group, node))
        switch fault {
        case "link":
          let target = node.alice.home + "/record"
          try FileTree.write(target, forged.text)
          symlink(target, path)
        case "text": try FileTree.write(path, forged.text + "more = 1\n")
        case "directory": mkdir(path, 0o755)
        case "fifo": mkfifo(path, 0o644)
        case "writable": try FileTree.write(path, forged.text, mode: 0o666)
        default: try FileTree.write(path, forged.text.replacing("job = 19.", with: "job = 20."))
        }
        node.atEnd { FileTree.remove(path) }
        let neighbour = try sleeper(of: node.bob, in: "\(group.directory)/qgui/20", node)
        try hook("epilogue", ["19.server", node.alice.name, "users"], [:], in: group, node)
        #expect(!neighbour.hasEnded)
        try hook("prologue", ["19.server", node.alice.name, "users"], [:], in: group, node)
        #expect(!neighbour.hasEnded)
        try hook("epilogue", ["19.server", node.alice.name, "users"], [:], in: group, node)
        #expect(!neighbour.hasEnded)
        // Not followed, and not written through.
        if fault == "link" {
          #expect(File.read(node.alice.home + "/record") == forged.text)
        }
        FileTree.remove(path)
        neighbour.stop()
        try eventually("bob's group is removed") {
          rmdir("\(group.directory)/qgui/20") == 0 || errno == ENOENT
        }
      }
    }

    /// Somebody else's job of the same number, on another server: neither hook touches it.
    @Test func recordOfAnotherUser() throws {
      try Node.run { node in
        let mom = try Mom(on: node, .torque)
        let bobs = try mom.start("19.server", of: node.bob, "mem=100mb,nodes=1", "exec sleep 995")
        try eventually("bob's job runs") {
          ProcessTable.of(node.bob).map(\.name) == ["sleep"]
        }
        for verb in ["prologue", "epilogue"] {
          try hook(verb, ["19.other", node.alice.name, "users"], [:], in: mom.group, node)
        }
        #expect(bobs.processesInGroup.count == 1)
        #expect(bobs.shell?.isAlive == true)
        bobs.delete()
        _ = try bobs.end()
      }
    }

    /// Groups go while the hooks are at work on them.
    @Test func groupVanishesInTheMiddle() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        let vandal = try node.start(
          Command(
            path: "/usr/bin/python3",
            arguments: [
              "-c",
              """
              import os, sys
              while True:
                  for path in ['/qgui/19/sub', '/qgui/19', '/qgui']:
                      try: os.rmdir(sys.argv[1] + path)
                      except OSError: pass
              """, group.directory,
            ], environment: ["PATH": "/usr/bin:/bin"]))
        for _ in 1...60 {
          try hook(
            "prologue", ["19.server", node.alice.name, "users", "a", "mem=9mb", "b", "c", "d"], [:],
            in: group, node)
          try hook("epilogue", ["19.server", node.alice.name, "users"], [:], in: group, node)
          #expect(Directory.names(JobRecords.place).isEmpty)
        }
        #expect(!vandal.hasEnded)
        vandal.stop()
      }
    }

    /// A hook that is killed while it ends a job leaves its processes frozen, and may leave others so,
    /// whose number one of them had.
    @Test func nobodyStaysFrozen() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        let place = String(group.directory.dropFirst("/sys/fs/cgroup/memory".count)) + "/qgui/19"
        let own = try #require(CgroupLocation.own(of: "freezer"))
        let pen = own.child("qgui-end-\(place.replacing("/", with: "-"))").directory
        mkdir(pen, 0o755)
        node.atEnd { rmdir(pen) }
        let neighbour = try node.start(["/usr/bin/sleep", "992"], as: node.bob)
        try File.overwrite("\(pen)/cgroup.procs", "\(neighbour.pid)")
        try File.overwrite("\(pen)/freezer.state", "FROZEN")
        defer { try? File.overwrite("\(pen)/freezer.state", "THAWED") }
        try hook("prologue", ["19.server", node.alice.name, "users"], [:], in: group, node)
        try hook("epilogue", ["19.server", node.alice.name, "users"], [:], in: group, node)
        #expect(!FileTree.exists(pen))
        neighbour.send(SIGTERM)
        #expect(try neighbour.exitStatus() == ExitStatus.ofSignal(SIGTERM))
      }
    }

    /// The numbers in a user's record are other processes' by now.
    @Test func pidsWereUsedAgain() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        let session = try node.start(Job(["xev"], of: node.alice, id: "19"))
        try session.waitUntil(.attachable)
        try session.killAsACgroupDoes()
        let other = try node.start(["/usr/bin/sleep", "994"], as: node.alice)
        try session.copyDead(as: 20) { record in
          for field in [SessionRecord.Field.keeper, .runner, .xvfb, .xpra, .main] {
            record[field] = ProcessIdentity(pid: other.pid, startTime: 1).text
          }
          record[.mark] = "another"
        }
        for job in ["19.server", "20.server"] {
          try hook("epilogue", [job, node.alice.name, "users"], [:], in: group, node)
        }
        #expect(!other.hasEnded)
        #expect(!FileTree.exists("/tmp/qgui-\(node.alice.id)"))
        other.stop()
      }
    }

    /// Others could have written there: nothing in it is believed.
    @Test func placeOfRecordsIsOpen() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        try hook("epilogue", ["19.server", node.alice.name, "users"], [:], in: group, node)
        chmod(JobRecords.place, 0o777)
        node.atEnd { chmod(JobRecords.place, 0o755) }
        try hook("prologue", ["19.server", node.alice.name, "users"], [:], in: group, node)
        #expect(group.jobs == [])
        #expect(Directory.names(JobRecords.place) == [])
      }
    }

    private func record(_ user: TestUser, naming group: String) throws -> JobRecord {
      var record = JobRecord(
        job: try JobID("19.server"), user: AccountName(user.name)!, uid: user.id)
      record.group = group
      return record
    }

    /// As a record has it.
    private func bobsGroup(_ group: MemoryTestGroup, _ node: Node) throws -> String {
      for path in ["/qgui", "/qgui/20"] { mkdir(group.directory + path, 0o755) }
      let mount = "/sys/fs/cgroup/memory"
      return "v1 \(mount) \(group.directory.dropFirst(mount.count))/qgui/20"
    }

    private func sleeper(of user: TestUser, in directory: String, _ node: Node) throws
      -> RunningProcess
    {
      let enter = "echo $$ > '\(directory)/cgroup.procs' && exec \"$@\""
      let command = user.command(
        Command(path: "/usr/bin/sleep", arguments: ["993"], environment: [:]))
      return try node.start(
        Command(
          path: "/bin/sh", arguments: ["-c", enter, "job", command.path] + command.arguments,
          environment: ["PATH": "/usr/bin:/bin"]))
    }
  }
}
