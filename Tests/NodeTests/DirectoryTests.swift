import Glibc
import QGui
import TestSupport
import Testing

extension OneNode {
  /// The session's directory is private, and nobody can take its place.
  @Suite struct DirectoryTests {
    enum Squat: CaseIterable, Sendable {
      case bobsDirectory, linkToBobs, linkToHome, file, openToAll, readableForAll
    }

    @Test(arguments: Squat.allCases)
    func isAnotherWhenItsNameIsTaken(_ squat: Squat) throws {
      try Node.run { node in
        let path = "/tmp/qgui-\(node.alice.id)"
        defer { FileTree.remove(path) }
        try take(path, squat, node)
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.waitUntil(.attachable)
        let directory = session.files.directory
        #expect(directory.hasPrefix(path + "-"))
        #expect(FileTree.status(directory)?.st_uid == node.alice.id)
        #expect(FileTree.below(path).isEmpty)
        session.send(SIGTERM)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGTERM))
        #expect(!FileTree.exists(directory))
        #expect(FileTree.below(node.bob.home).isEmpty)
      }
    }

    private func take(_ path: String, _ squat: Squat, _ node: Node) throws {
      switch squat {
      case .bobsDirectory:
        mkdir(path, 0o777)
        chmod(path, 0o777)
        node.bob.own(path)
      case .linkToBobs:
        symlink(node.bob.home, path)
        node.bob.own(path)
      case .linkToHome:
        mkdir(node.alice.home + "/private", 0o700)
        node.alice.own(node.alice.home + "/private")
        symlink(node.alice.home + "/private", path)
        node.bob.own(path)
      case .file:
        try FileTree.write(path, "")
        node.bob.own(path)
      case .openToAll, .readableForAll:
        let mode: mode_t = squat == .openToAll ? 0o777 : 0o755
        mkdir(path, mode)
        chmod(path, mode)
        node.alice.own(path)
      }
    }

    /// Containers leave such directories: those of an overlay have mode 000.
    @Test func closedDirectoriesInItGo() throws {
      try Node.run { node in
        let script = "cd ${XAUTHORITY%/*}/run && mkdir -p a/b && touch a/b/file && chmod 0 a/b a"
        let session = try node.start(Job(["sh", "-c", script], of: node.alice))
        let status = try session.exitStatus()
        #expect(status == 0)
      }
    }

    @Test func isPrivate() throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.waitUntil(.attachable)
        let paths = [session.files.directory] + FileTree.below(session.files.directory)
        #expect(paths.count > 5)
        // What is below `run` other programs made, behind its mode.
        let closed = paths.filter { !$0.contains("/run/") }
        #expect(closed.contains(session.files.directory + "/run"))
        for path in paths {
          let status = try #require(FileTree.status(path))
          #expect(status.st_uid == node.alice.id, "\(path)")
          #expect(status.st_mode & 0o077 == 0 || !closed.contains(path), "\(path)")
        }
        session.send(SIGTERM)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGTERM))
      }
    }
  }
}
