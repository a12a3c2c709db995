import Glibc
import Linux
import QGui

/// A container as users have it: a folder in their home, with a small Debian in it.
public enum TestContainer {
  /// Made by `Tests/Container/container`.
  private static var archive: String {
    let directory = getenv("QGUI_CONTAINER_DIR").map { String(cString: $0) }
    return (directory ?? "/tmp/qgui-container") + "/root.tar"
  }

  /// Whether there is one, and what it takes to run it.
  public static var runs: Bool {
    FileTree.exists(archive) && ["podman", "crun", "newuidmap"].allSatisfy(TestMachine.has)
      && usersMakeNamespaces
  }

  private static var usersMakeNamespaces: Bool {
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"]
    let unshare = ["/usr/bin/unshare", "--user", "--map-root-user", "/bin/true"]
    return (try? Tool.run("/usr/bin/setpriv", nobody + unshare)) != nil
  }

  /// A job that runs `program` in the container, by `pbs/container.pbs` as it stands there.
  public static func job(_ program: [String], of user: TestUser, on node: Node) throws -> Job {
    guard let template = File.read("\(Repository.root)/pbs/container.pbs") else {
      throw Failed("no pbs/container.pbs")
    }
    let line = "\nprogram=(xterm)\n"
    guard template.contains(line) else { throw Failed("pbs/container.pbs names no xterm") }
    let words = program.map(ShellWord.quoted).joined(separator: " ")
    let script = template.replacing(line, with: "\nprogram=(\(words))\n")
    try FileTree.write("\(user.home)/container.pbs", script)
    try node.write(
      command: "qgui-run", #"exec '\#(node.setting.programs)/qgui-run' "$@""#)
    try unpack(for: user, on: node)
    var job = Job([], of: user)
    job.script = "exec bash container.pbs"
    // crun refuses to work where version 2 has a controller and others are on version 1.
    job.preparation = "umount /sys/fs/cgroup/unified 2> /dev/null; mount --make-rshared /"
    return job
  }

  /// The folder that `pbs/container.pbs` names.
  private static func unpack(for user: TestUser, on node: Node) throws {
    let script = "mkdir -p containers/xterm && exec tar -x -f \"$0\" -C containers/xterm"
    let said = try node.capture(
      ["/bin/sh", "-c", "cd && " + script, archive], as: user)
    guard said.status == 0 else { throw Failed("the container: \(said.error)") }
  }
}
