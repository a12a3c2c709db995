import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// Root with a user's $HOME, as after `su` or `sudo -E`: nothing of root's gets into the user's files,
  /// nor, by a link of theirs, anywhere else.
  @Suite struct OwnDirectoryTests {
    @Test func onlyBelowWhatIsOurs() throws {
      try Node.run { node in
        let roots = try FileTree.makeTemporary("\(node.setting.programs)/home")
        node.atEnd { FileTree.remove(roots) }
        mkdir("\(roots)/state", 0o700)
        symlink("\(roots)/state", "\(roots)/root")
        symlink("\(roots)/state", "\(roots)/alice")
        node.alice.own("\(roots)/alice")
        #expect(OwnDirectory.make("\(roots)/.local/state/qgui"))
        #expect(OwnDirectory.make("\(roots)/root/qgui"))
        #expect(FileTree.exists("\(roots)/state/qgui"))
        for path in ["\(roots)/alice/new", "\(roots)/alice/qgui", node.alice.home + "/new"] {
          #expect(!OwnDirectory.make(path), "\(path)")
        }
        #expect(Directory.names("\(roots)/state") == ["qgui"])
        #expect(Directory.names(node.alice.home) == [])
      }
    }

    @Test func programRunsAllTheSame() throws {
      try Node.run { node in
        let run = try node.start(
          Command(
            path: node.setting.programs + "/qgui-run", arguments: ["--containment=off", "xev"],
            environment: ["HOME": node.alice.home, "PATH": "/usr/bin:/bin"]))
        try eventually("clients may come: \(run.error)") {
          SessionDirectory.all.first { $0.name == "local-\(run.pid)" }
            .flatMap { SessionRecord.read($0.record) }?.state == .attachable
        }
        run.send(SIGTERM)
        #expect(try run.exitStatus() == ExitStatus.ofSignal(SIGTERM))
        #expect(Directory.names(node.alice.home) == [])
      }
    }
  }
}
