import Glibc
import Linux
import QGui
import Testing

/// One test's node: it starts processes as its users, and proves at the end that nothing of them
/// is left.
public final class Node {
  public let setting: NodeSetting
  public var alice: TestUser { setting.alice }
  public var bob: TestUser { setting.bob }
  /// First on every PATH; root's, for everybody to read.
  public let commands: String
  private let scratch: String
  private let before: Leftovers
  private var processes: [RunningProcess] = []
  private var cleanUps: [() throws -> Void] = []
  private(set) var group: MemoryTestGroup?

  /// How soon after the end of `body` nothing may be left, in seconds: what users are promised.
  public static let promised: UInt64 = 5

  /// Runs `body` on a node, checks that nothing is left, and cleans up in reverse order.
  public static func run(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: (Node) throws -> Void
  ) throws {
    let node = try Node()
    defer { node.cleanUp() }
    try body(node)
    if let left = node.leftovers(within: promised) {
      Issue.record("left behind:\n\(left)", sourceLocation: sourceLocation)
    }
  }

  private init() throws {
    guard let setting = NodeSetting.current else { throw Failed("the suite lacks .onOneNode") }
    self.setting = setting
    scratch = try FileTree.makeTemporary("\(setting.directory)/test")
    commands = scratch + "/commands"
    mkdir(commands, 0o755)
    chmod(commands, 0o755)
    before = Leftovers.of(setting.users, groups: nil, ofMachine: !setting.isOneOfSeveral)
    try countXpra()
    // This machine's batch system, if it has one, knows nothing of our jobs.
    try write(command: "qstat", "exit 153")
  }

  /// What is there now and was not before.
  public var leftovers: Leftovers {
    Leftovers.of(
      setting.users, groups: group?.directory, ofMachine: !setting.isOneOfSeveral
    ).subtracting(before)
  }

  /// What is still there after `seconds`; nil for nothing.
  public func leftovers(within seconds: UInt64) -> Leftovers? {
    var left = leftovers
    _ = try? eventually("nothing is left", within: seconds) {
      left = leftovers
      return left.isEmpty
    }
    return left.isEmpty ? nil : left
  }

  /// A memory cgroup for jobs, once a test.
  public func makeGroup(limit: MemorySize? = nil, delegatedTo user: TestUser?) throws
    -> MemoryTestGroup
  {
    // Nodes may stand side by side: each has its own.
    let made = try MemoryTestGroup.make(
      "qgui-test-\(getpid())-\(alice.id)", limit: limit, delegatedTo: user)
    group = made
    atEnd { try made.remove() }
    return made
  }

  /// Called after the test, the last one first.
  public func atEnd(_ action: @escaping () throws -> Void) { cleanUps.append(action) }

  private func cleanUp() {
    for process in processes { process.stop() }
    endStrays()
    for action in cleanUps.reversed() {
      do { try action() } catch { Issue.record(error) }
    }
    // Files by their path, users' homes with everything in them.
    for path in leftovers.items where path.hasPrefix("/tmp/") { FileTree.remove(path) }
    for user in setting.users { user.makeHome() }
    FileTree.remove(scratch)
  }

  /// Processes of our users that a test has left: reported before, ended here.
  private func endStrays() {
    _ = try? eventually("no process of the tests' users is left") {
      let strays = ProcessTable.of(setting.users)
      for stray in strays { stray.identity.send(SIGKILL) }
      return strays.isEmpty
    }
  }
}

// MARK: starting

extension Node {
  public var qguiNode: String { setting.programs + "/qgui-node" }

  /// Where jobs find their commands.
  public var path: String { "\(commands):/usr/bin:/bin" }

  public func start(_ job: Job) throws -> RunningSession {
    let command = job.command(qguiRun: setting.programs + "/qgui-run", path: path)
    return RunningSession(job, try start(command))
  }

  /// Starts any other command as a user.
  public func start(
    _ arguments: [String], as user: TestUser, environment: [String: String] = [:]
  ) throws -> RunningProcess {
    try start(command(arguments, as: user, environment: environment))
  }

  /// Opens a terminal and types a command.
  public func terminal(_ arguments: [String], as user: TestUser) throws -> ClusterTerminal {
    let line = arguments.map(ShellWord.quoted).joined(separator: " ")
    let keyboard = "\(scratch)/keyboard-\(processes.count)"
    guard mkfifo(keyboard, 0o600) == 0 else { throw Failed("no \(keyboard): errno \(errno)") }
    let script = command(
      ["/usr/bin/script", "--quiet", "--return", "--flush", "--command", line, "/dev/null"],
      as: user, environment: ["TERM": "xterm", "DISPLAY": "login:10"])
    return try ClusterTerminal(keyboard: keyboard) { typed in try start(typed(script)) }
  }

  /// Runs a short command as a user, to its end.
  public func capture(
    _ arguments: [String], as user: TestUser, environment: [String: String] = [:]
  ) throws -> Captured {
    try Tool.capture(command(arguments, as: user, environment: environment))
  }

  private func command(
    _ arguments: [String], as user: TestUser, environment: [String: String]
  ) -> Command {
    var job = Job([], of: user, id: nil)
    job.environment = environment
    return user.command(
      Command(
        path: arguments[0], arguments: Array(arguments.dropFirst()),
        environment: job.variables(path: path)))
  }

  /// Starts a command as root.
  public func start(_ command: Command) throws -> RunningProcess {
    let file = "\(scratch)/process-\(processes.count)"
    let process = try RunningProcess(
      command, outputFile: file + ".out", errorFile: file + ".err")
    processes.append(process)
    return process
  }
}

// MARK: commands on PATH

extension Node {
  /// A command of the tests' own: a shell script.
  public func write(command name: String, _ script: String) throws {
    try FileTree.write(commands + "/\(name)", "#!/bin/sh\n\(script)\n", mode: 0o755)
  }

  /// Puts an `xpra` before the real one that notes its arguments.
  private func countXpra() throws {
    try write(
      command: "xpra", #"echo "$*" >> "$HOME/xpra-calls"; exec '\#(TestMachine.xpra)' "$@""#)
  }

  /// Puts a command before the real one that does something else the first time.
  public func wrap(_ name: String, firstly script: String) throws {
    try write(
      command: name,
      """
      if mkdir "$HOME/\(name)-was-called" 2>/dev/null; then \(script); fi
      exec /usr/bin/\(name) "$@"
      """)
  }

  /// The `xpra` commands that `user` has run, a line each.
  public func xpraCalls(of user: TestUser) -> [String] {
    (File.read("\(user.home)/xpra-calls") ?? "").split(separator: "\n").map(String.init)
  }

  public func xpraStops(of user: TestUser) -> Int {
    xpraCalls(of: user).filter { $0.hasPrefix("stop ") }.count
  }
}
