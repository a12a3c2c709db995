import ArgumentParser

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say whether this node is ready, and what would mend it.")

  @Flag(help: "Print the answers as JSON.")
  var json = false

  func run() throws {}
}
