import ArgumentParser
import Glibc
import Linux
import QGui

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qgui-run",
    abstract: "Run a program with windows in a batch job; qconnect shows them elsewhere.",
    discussion: """
      The program gets a display of its own (:JOBNUMBER where it can) and a memory limit, and \
      nothing is left when it ends. In a job script write: exec qgui-run PROGRAM. On the login \
      node type: qconnect JOB. With tmux for a program it is a terminal.

      Defaults come from ~/.config/qgui/qgui.conf, then from \(SettingsPlaces.system), in which \
      an administrator can also fix values; then there are the built-in ones.

      Exit status: the program's own; 128+n when signal n ended it; 126 and 127 as in a shell; \
      125 when the display failed; 64 for wrong usage.
      """,
    version: Version.text)

  @Option(help: ArgumentHelp("Limit the program's memory, for example 4gb.", valueName: "size"))
  var mem: String?

  @Option(help: ArgumentHelp("Ask for display :N.", valueName: "N"))
  var display: String?

  @Option(
    help: ArgumentHelp(
      "required: do not run without a memory limit; preferred: warn; off."
        + " (built-in: \(Settings().containment))", valueName: "wish"))
  var containment: Containment.Wish?

  @Option(
    help: ArgumentHelp(
      "Seconds between a signal that ends the job and SIGKILL. (built-in: \(Settings().grace))",
      valueName: "s"), transform: { try Settings.grace(option: $0) })
  var grace: UInt16?

  @Option(
    help: ArgumentHelp(
      "A setting of the xpra server, for example speaker=on; may be repeated.",
      valueName: "name=value"))
  var xpra: [String] = []

  @Option(
    help: ArgumentHelp(
      "Call this program when memory or walltime is nearly used up.", valueName: "command"),
    completion: .shellCommand(ShellCompletion.programs))
  var onWarning: String?

  @Flag(
    help: """
      Give the program a terminal of its own where the job has none, for programs that refuse to \
      work without one.
      """)
  var pty = false

  @Flag(help: "Hide from the program that it runs in a batch job.")
  var interactiveEnv = false

  @Flag(name: .shortAndLong, help: "Say what is being done.")
  var verbose = false

  @Argument(
    help: ArgumentHelp("The program to run.", valueName: "program"),
    completion: .shellCommand(ShellCompletion.programs))
  var program: String

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("Its arguments.", valueName: "argument"), completion: .file())
  var arguments: [String] = []

  /// Parses the command line and runs; a wrong one costs one line.
  static func start() -> Never {
    do {
      try of(Machine.arguments).run()
    } catch {
      guard exitCode(for: error).isSuccess else {
        say.misuse(message(for: error))
        Glibc.exit(ExitStatus.usage)
      }
      print(fullMessage(for: error))
    }
    Glibc.exit(ExitStatus.success)
  }

  /// From PROGRAM on all words are PROGRAM's.
  private static func of(_ words: [String]) throws -> RunCommand {
    guard let split = ShellCompletion.split(words), var command = try? parse(split.before) else {
      return try parse(words)
    }
    command.arguments += split.rest
    return command
  }

  func run() throws {
    do {
      let session = try Preparation.prepare(self)
      Glibc.exit(try session.run())
    } catch let refusal as Refusal {
      say(refusal.sentence)
      Glibc.exit(refusal.status)
    } catch {
      say("\(error)")
      Glibc.exit(ExitStatus.failed)
    }
  }
}

extension Containment.Wish: ExpressibleByArgument {}
