import ArgumentParser
import Glibc
import Linux
import QGui

let say = Say(program: "qgui-node")

struct NodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qgui-node",
    abstract: "Keep a compute node clean, and every job on it within its memory.",
    discussion: """
      The batch system's own hooks call prologue and epilogue, sshd's PAM calls access and adopt, a \
      timer calls sweep, and administrators call check: see the guides in cgroup/, pbs/ and pam/.
      """,
    version: Version.text,
    subcommands: [
      PrologueCommand.self, LaunchCommand.self, EpilogueCommand.self, EnterCommand.self,
      PrecancelCommand.self,
      AccessCommand.self, AdoptCommand.self, SweepCommand.self, CheckCommand.self,
    ])

  /// Parses the command line and runs; a wrong one costs one line.
  static func start() -> Never {
    do {
      var command = try withoutParser(Array(CommandLine.arguments.dropFirst())) ?? parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch let error as SystemError {
      say("\(error)")
      Glibc.exit(1)
    } catch {
      guard exitCode(for: error).isSuccess else {
        say.misuse(message(for: error))
        Glibc.exit(ExitStatus.usage)
      }
      print(fullMessage(for: error))
    }
    Glibc.exit(ExitStatus.success)
  }

  /// What machines call. Every log-in waits for the first two, of which the parser would be a
  /// quarter. The others are given words of a job's, some of which the parser takes for its own
  /// wherever they stand: a job's name could switch its hooks off.
  private static func withoutParser(_ words: [String]) -> ParsableCommand? {
    let rest = Array(words.dropFirst())
    // An administrator's question: no job's id looks like it.
    guard rest != ["--help"], rest != ["-h"] else { return nil }
    return switch words.first {
    case "access" where rest.isEmpty: AccessCommand()
    case "adopt" where rest.isEmpty: AdoptCommand()
    case "prologue": PrologueCommand.given(HookWords(rest))
    case "launch": LaunchCommand.given(HookWords(rest))
    case "epilogue": EpilogueCommand.given(HookWords(rest))
    case "precancel": PrecancelCommand.given(HookWords(rest))
    default: nil
    }
  }
}
