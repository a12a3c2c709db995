import ArgumentParser
import Glibc
import JSON
import Linux
import QGui

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say whether this node is ready, and what would mend it.",
    discussion: """
      A line says ok, note, warning, wrong or unknown, what it found, and what mends it. Root \
      finds out more, and tries what a job will do: a memory group, made and removed again. The \
      exit status is 0 when nothing is amiss, 1 for warnings, 2 when something is wrong.
      """)

  @Flag(help: "Print the answers as JSON.")
  var json = false

  @Option(
    help: ArgumentHelp("Try a job's memory group as this user; for root.", valueName: "name"))
  var user = "nobody"

  func run() throws {
    let node = CheckedNode()
    let places = InstalledPlaces(program: Machine.ownFile)
      .flatMap { node.files.exists($0.share) ? $0 : nil }
    let trial = [ContainmentTrial.result(as: user)].compactMap { $0 }
    let results = (CheckTable.all.flatMap { $0(node) } + trial).map { places?.naming($0) ?? $0 }
    if json {
      print(try JSONText.of(results))
    } else {
      for result in results { print(result.line) }
    }
    Glibc.exit(results.exitStatus)
  }
}
