import Glibc
import QGui

/// A node with its files and commands, and as whom they are looked at: by `qgui-node check`, and by
/// the hooks, which ask the same of it.
public struct CheckedNode: Sendable {
  public let files: NodeFiles
  /// Only what says where a batch system's files are is taken from it.
  let environment: [String: String]
  let isRoot: Bool

  /// Milliseconds for one command.
  private static let patience: UInt64 = 3_000

  public init(
    files: NodeFiles = NodeFiles(), environment: [String: String] = Machine.environment,
    isRoot: Bool = geteuid() == 0
  ) {
    self.files = files
    self.environment = environment
    self.isRoot = isRoot
  }

  var hasSystemd: Bool { files.exists("/run/systemd/system") }

  func text(_ path: String) -> String { files.text(path).text ?? "" }

  /// The first file of `name` in folders that everybody has on the PATH.
  func program(_ name: String, path: String) -> PathWalk? {
    path.split(separator: ":").lazy.map { files.walk("\($0)/\(name)") }.first { $0.isExecutable }
  }

  /// A command that nobody but root could have put there.
  func command(_ name: String, beside folders: [String] = []) -> String? {
    let path = ([Tools.path] + folders).joined(separator: ":")
    guard let walk = program(name, path: path), walk.fault == nil else { return nil }
    return walk.path
  }

  /// A command of the batch system, which no distribution may have.
  func batchCommand(_ name: String) -> String? {
    command(name, beside: BatchCommand.folders(pbsConf))
  }

  /// Runs a command of `command(_:beside:)`; nil when it gives no answer in time.
  func run(_ command: String, _ arguments: [String]) -> Captured? {
    let kept = environment.filter { ["SLURM_CONF", "PBS_CONF_FILE"].contains($0.key) }
    let own = ["PATH": Tools.path, "LC_ALL": "C.UTF-8"]
    let what = Command(
      path: files.real(command), arguments: arguments,
      environment: kept.merging(own) { _, ours in ours })
    return (try? Captured.run(what, until: .after(Self.patience))) ?? nil
  }
}

extension PathWalk {
  fileprivate var isExecutable: Bool {
    guard let status = end.status else { return false }
    return status.kind == .file && status.mode & 0o111 != 0
  }
}
