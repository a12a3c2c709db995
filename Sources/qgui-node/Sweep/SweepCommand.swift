import ArgumentParser
import FoundationEssentials
import JSON
import Linux
import QGui

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Remove what dead sessions and jobs have left on this node.",
    discussion: """
      Only what is proved to be theirs, by record, pid, start time and user. Live sessions and \
      other programs' displays are never touched. As an ordinary user: your own sessions. Exits \
      with 1 when something could not be removed.
      """)

  @Flag(help: "Say what would be removed, and remove nothing.")
  var dryRun = false

  @Flag(help: "Print what was found as JSON.")
  var json = false

  func run() throws {
    let findings = try Sweep(dryRun: dryRun).run()
    if json {
      print(try JSONText.of(findings))
    } else {
      for finding in findings { print(finding.line) }
    }
    if findings.contains(where: { $0.outcome == .stayed }) { throw ExitCode(1) }
  }
}
