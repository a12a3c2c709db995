import ArgumentParser
import QGui

/// A verb that is given what the batch system says of a job, and is made without the parser.
protocol HookVerb: ParsableCommand {
  var arguments: [String] { get set }
  mutating func take(_ options: [HookWords.Option: String])
}

extension HookVerb {
  static func given(_ words: HookWords) -> Self {
    var command = Self()
    command.arguments = words.ofBatchSystem
    command.take(words.options)
    return command
  }

  mutating func take(_ options: [HookWords.Option: String]) {}
}
