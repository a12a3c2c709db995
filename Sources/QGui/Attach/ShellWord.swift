/// Words for a shell: the quoting that sh, bash, zsh, csh, tcsh and fish read alike.
public enum ShellWord {
  private static let plain = Set("+,-./0123456789:=@_%".unicodeScalars)

  /// `word` as it is where no shell changes it, else in single quotes. In csh an exclamation mark
  /// is special even so.
  public static func quoted(_ word: String) -> String {
    // To zsh a word that begins with = is the path of a program.
    if !word.isEmpty, word.first != "=", word.unicodeScalars.allSatisfy(isPlain) { return word }
    return "'" + escaped(word) + "'"
  }

  /// A whole command, as it may be pasted.
  public static func line(_ command: Command, environment: [String: String] = [:]) -> String {
    let settings = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let env = settings.isEmpty ? [] : ["env"]
    return (env + settings + [command.path] + command.arguments).map(quoted)
      .joined(separator: " ")
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z": true
    default: plain.contains(scalar)
    }
  }

  /// A single quote is put between two quoted parts, also one with an accent, which is another
  /// character to Swift and none to a shell.
  private static func escaped(_ word: String) -> String {
    word.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined()
  }
}
