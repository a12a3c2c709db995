import Cgroups
import Glibc
import Linux
import QGui

/// Everything that can be wrong is found here, before anything is started.
enum Preparation {
  static func prepare(_ options: RunCommand) throws -> Session {
    try checkLimits()
    let environment = Machine.environment
    let job = try refusing(ExitStatus.usage) { try JobID.ofEnvironment(environment) }
    let asked = try options.display.map(displayNumber)
    let size = try options.mem.map { text in
      try refusing(ExitStatus.usage) { try MemorySize(option: text) }
    }
    if let bad = options.xpra.first(where: { !XpraOption.isWellFormed($0) }) {
      throw Refusal(
        ExitStatus.usage, "--xpra \(bad.printable()): say name=value, such as speaker=on")
    }
    let settings = try Settings.ofRun(options, environment)
    let path = environment["PATH"]
    let onWarning = try WarningCommand.find(
      settings.onWarning, isOption: options.onWarning.map { $0 == settings.onWarning } ?? false,
      path: path)
    let program = try programPath(options.program, path)
    let tools = try DisplayTools(path: path)
    let memory = try memory(options.program, settings, job: job, size: size, environment)
    let isTerminal = TerminalSession.isAsked(
      program: options.program, arguments: options.arguments)
    let plan = SessionPlan(
      job: job, asked: asked, grace: UInt64(settings.grace) * 1000, xpraOptions: settings.xpra,
      walltimeWarnings: settings.walltimeWarnings, onWarning: onWarning,
      program: program, arguments: options.arguments,
      isTerminal: isTerminal,
      // tmux makes the terminals of a session itself.
      terminal: options.pty && !isTerminal ? terminal(environment) : nil,
      hidesBatch: options.interactiveEnv, containment: memory,
      environment: environment, user: Machine.user, host: Machine.hostName,
      isVerbose: options.verbose)
    return try Session.claim(plan, tools)
  }

  /// A session works with 16, and its clients come on top.
  private static let fewestFiles: UInt64 = 64

  private static func checkLimits() throws {
    guard let files = Inheritance.mostOpenFiles, files < fewestFiles else { return }
    throw Refusal(
      ExitStatus.failed,
      "only \(files) files may be open at a time here: say ulimit -n \(fewestFiles) or more before")
  }

  /// `body`'s own error, as a refusal.
  private static func refusing<Value>(_ status: Int32, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw Refusal(status, "\(error)") }
  }

  private static func displayNumber(_ text: String) throws -> DisplayNumber {
    guard let number = DisplayNumber(text: text) else {
      throw Refusal(
        ExitStatus.usage,
        "--display \(text.printable()): say a number up to \(DisplayNumber.largest)")
    }
    return number
  }

  private static func terminal(_ environment: [String: String]) -> ProgramTerminal? {
    ProgramTerminal(
      inputIsTerminal: Machine.isTerminal(STDIN_FILENO),
      outputIsTerminal: Machine.isTerminal(STDOUT_FILENO), callerName: environment["TERM"])
  }

  private static func programPath(_ name: String, _ path: String?) throws -> String {
    let shown = name.printable()
    do {
      return try ProgramPath.find(name, path: path)
    } catch .notFound {
      throw Refusal(
        ExitStatus.notFound,
        "\(shown): no such program on this node: load its module, or give its path")
    } catch {
      throw Refusal(ExitStatus.notExecutable, "\(shown): not executable: chmod +x, or another file")
    }
  }

  private static func memory(
    _ program: String, _ settings: Settings, job: JobID?, size: MemorySize?,
    _ environment: [String: String]
  ) throws -> Containment {
    let wish = settings.containment
    let found = Containment.Found.here
    let isJobAsked = wish != .off && size == nil
    let asked =
      isJobAsked
      ? RequestedMemory(ofJob: job, environment, outerLimit: found.outerLimit)
      : RequestedMemory(option: size)
    let containment = Containment.decide(
      wish, found, request: settings.memory(asked: asked.size, outer: found.outerLimit),
      reserve: settings.displayReserve)
    if let notice = settings.memoryNotice(asked: asked.size, limit: containment.limit) {
      say(notice)
    }
    try check(containment, program.printable(), isRequired: wish == .required, asked.request)
    if let limit = Inheritance.own.addressSpace {
      say(AddressSpaceLimit.sentence(limit, isPBS: job?.server != nil))
    }
    return containment
  }

  private static func check(
    _ containment: Containment, _ program: String, isRequired: Bool,
    _ request: Containment.Missing.Request
  ) throws {
    guard case .none(let missing) = containment else { return }
    if isRequired, let sentence = missing.refusal(program: program, request: request) {
      throw Refusal(ExitStatus.failed, sentence)
    }
    let ofProcess = Inheritance.own.data
    if let sentence = missing.sentence(program: program, request: request, ofProcess: ofProcess) {
      say(sentence)
    }
  }
}

/// The commands that make a display.
struct DisplayTools {
  let xvfb: String
  let xpra: String
  /// For notices, where it is there.
  let xmessage: String?

  init(path: String?) throws {
    xvfb = try Self.find("Xvfb", package: "xvfb", path)
    xpra = try Self.find("xpra", package: "xpra", path)
    xmessage = try? ProgramPath.find("xmessage", path: path, beside: ProgramPath.commonFolders)
  }

  private static func find(_ name: String, package: String, _ path: String?) throws -> String {
    do {
      return try ProgramPath.find(name, path: path, beside: ProgramPath.commonFolders)
    } catch {
      throw Refusal(
        ExitStatus.failed, "\(name) is not installed on this node: apt install \(package)")
    }
  }
}
