import ArgumentParser

/// A verb that is given what the batch system says of a job, and is made without the parser.
protocol HookVerb: ParsableCommand {
  var arguments: [String] { get set }
}

extension HookVerb {
  static func given(_ arguments: [String]) -> Self {
    var command = Self()
    command.arguments = arguments
    return command
  }
}
