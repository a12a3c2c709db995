import Glibc
import Linux
import QGui
import Testing

/// A machine with systemd, and with control groups as it was booted: Tests/VM.
public struct VirtualMachine: Sendable {
  /// The version of the control groups.
  public enum Mode: String, CaseIterable, Sendable {
    case v2, v1
  }

  @TaskLocal static var areUp = false

  public let mode: Mode

  /// A checkout, as far as administrators need one: the programs, the guides and what they copy.
  public static let checkout = "/opt/qgui"
  /// Where the programs under test are in it.
  public static let programs = checkout + "/.build/release"
  /// It may be emulated, ten to twenty times slower than this machine; the first boot of all takes
  /// longest.
  private static let patience: UInt64 = 400

  /// What a command in it said.
  public struct Said {
    public let status: Int32
    public let output: String
    public let error: String
  }

  /// As a user's log-in, or root's.
  public func run(_ script: String, as user: String = "root") throws -> Said {
    try control(["ssh", user, script])
  }

  /// The same, with what it printed; throws unless it exits with status 0.
  @discardableResult
  public func output(_ script: String, as user: String = "root") throws -> String {
    let result = try run(script, as: user)
    guard result.status == 0 else {
      throw Failed("'\(script)' exits with \(result.status): \(result.error)")
    }
    return result.output
  }

  func control(_ arguments: [String]) throws -> Said {
    // To files: the machine itself, or the connection that is kept, would hold a pipe open.
    let directory = try FileTree.makeTemporary("/tmp/vm-test")
    defer { FileTree.remove(directory) }
    let (output, error) = (directory + "/out", directory + "/err")
    let process = try RunningProcess(script(arguments), outputFile: output, errorFile: error)
    let status = try process.exitStatus(within: Self.patience)
    return Said(status: status, output: process.output, error: process.error)
  }

  private func script(_ arguments: [String]) -> Command {
    let environment = Machine.environment
    var own = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"]
    own["QGUI_VM_RUN"] = "\(Self.folder)/tests-\(mode.rawValue)"
    for name in ["QGUI_VM_DIR", "QGUI_VM_ACCEL", "QGUI_VM_MEM", "QGUI_VM_CPUS"] {
      own[name] = environment[name]
    }
    return Command(
      path: Repository.root + "/Tests/VM/vm", arguments: arguments, environment: own)
  }
}

// MARK: what it takes

extension VirtualMachine {
  private static var folder: String { Machine.environment["QGUI_VM_DIR"] ?? "/tmp/qgui-vm" }

  /// Where the programs are as a node gets them, with nothing of Swift beside them.
  private static var release: String? { Machine.environment["QGUI_VM_PROGRAMS"] }

  /// Nil when all is there.
  public static var missing: String? {
    if !TestMachine.has("qemu-system-x86_64") { return "needs QEMU: Tests/VM/vm install" }
    if !FileTree.exists(folder + "/image") { return "needs an image: Tests/VM/vm build" }
    guard let release, FileTree.exists(release + "/qgui-node") else {
      return "needs QGUI_VM_PROGRAMS, a folder of static release builds, as Tests/run-tests sets it"
    }
    return nil
  }

  /// Brings it up, as fresh as it was made.
  func start() throws {
    _ = try control(["down"])
    try done(["up", mode.rawValue])
    let programs = ["qgui-run", "qgui-node"].map { "\(Self.release ?? "")/\($0)" }
    try done(["copy"] + programs + [Self.programs])
    let folders = ["cgroup", "pbs", "pam", "Tests/Mom"].map { "\(Repository.root)/\($0)" }
    try done(["copy"] + folders + [Self.checkout])
  }

  func stop() { _ = try? control(["down"]) }

  private func done(_ arguments: [String]) throws {
    let said = try control(arguments)
    guard said.status == 0 else { throw Failed("vm \(arguments): \(said.error)") }
  }
}

/// Around a suite: a machine of each mode is up.
public struct OnTheMachines: SuiteTrait, TestScoping {
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    let machines = VirtualMachine.Mode.allCases.map(VirtualMachine.init)
    defer { for machine in machines { machine.stop() } }
    for machine in machines { try machine.start() }
    try await VirtualMachine.$areUp.withValue(true) { try await body() }
  }
}

extension Trait where Self == OnTheMachines {
  public static var onTheMachines: Self { Self() }
}
