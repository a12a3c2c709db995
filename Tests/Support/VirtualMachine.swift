import Glibc
import Linux
import QGui
import Testing

/// A machine with cgroup version 2 and systemd: Tests/VM.
public struct VirtualMachine: Sendable {
  @TaskLocal public static var current: VirtualMachine?

  /// Where the programs under test are in it.
  public static let programs = "/opt/qgui-tests"
  /// It may be emulated, ten to twenty times slower than this machine.
  static let patience: UInt64 = 120

  /// What a command in it said.
  public struct Said {
    public let status: Int32
    public let output: String
    public let error: String
  }

  /// As a user's log-in, or root's.
  public func run(_ script: String, as user: String = "root") throws -> Said {
    try Self.control(["ssh", user, script])
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

  static func control(_ arguments: [String]) throws -> Said {
    // To files: the machine itself, or the connection that is kept, would hold a pipe open.
    let directory = try FileTree.makeTemporary("/tmp/vm-test")
    defer { FileTree.remove(directory) }
    let (output, error) = (directory + "/out", directory + "/err")
    let process = try RunningProcess(script(arguments), outputFile: output, errorFile: error)
    let status = try process.exitStatus(within: patience)
    return Said(status: status, output: process.output, error: process.error)
  }

  private static func script(_ arguments: [String]) -> Command {
    let environment = Machine.environment
    var own = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"]
    for name in ["QGUI_VM_DIR", "QGUI_VM_ACCEL", "QGUI_VM_MEM", "QGUI_VM_CPUS"] {
      own[name] = environment[name]
    }
    return Command(
      path: Repository.root + "/Tests/VM/vm", arguments: arguments, environment: own)
  }
}

// MARK: what it takes

extension VirtualMachine {
  private static var image: String {
    (Machine.environment["QGUI_VM_DIR"] ?? "/tmp/qgui-vm") + "/image"
  }

  /// qgui-run as a node gets it, with nothing of Swift beside it.
  private static var release: String? { Machine.environment["QGUI_VM_PROGRAM"] }

  /// Nil when all is there.
  public static var missing: String? {
    if !TestMachine.has("qemu-system-x86_64") { return "needs QEMU: Tests/VM/vm install" }
    if !FileTree.exists(image) { return "needs an image: Tests/VM/vm build" }
    guard let release, FileTree.exists(release) else {
      return "needs QGUI_VM_PROGRAM, a static release build of qgui-run, as Tests/run-tests sets it"
    }
    return nil
  }

  /// Brings it up if it is down.
  static func start() throws -> (machine: VirtualMachine, wasUp: Bool) {
    let wasUp = try control(["status"]).status == 0
    if !wasUp {
      let up = try control(["up", "v2"])
      guard up.status == 0 else { throw Failed("vm up: \(up.error)") }
    }
    let copied = try control(["copy", release ?? "", programs])
    guard copied.status == 0 else { throw Failed("vm copy: \(copied.error)") }
    return (VirtualMachine(), wasUp)
  }
}

/// Around a suite: the machine is up, and afterwards as it was found.
public struct OnOneMachine: SuiteTrait, TestScoping {
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    let (machine, wasUp) = try VirtualMachine.start()
    defer {
      _ = try? machine.run("rm -rf \(VirtualMachine.programs)")
      if !wasUp { _ = try? VirtualMachine.control(["down"]) }
    }
    try await VirtualMachine.$current.withValue(machine) { try await body() }
  }
}

extension Trait where Self == OnOneMachine {
  public static var onOneMachine: Self { Self() }
}
