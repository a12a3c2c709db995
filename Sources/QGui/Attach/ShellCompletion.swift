/// Commands that bash, zsh and fish run when somebody types TAB; they print a word on each line.
public enum ShellCompletion {
  /// The names of programs.
  public static let programs = #"sh -c 'IFS=:; for i in $PATH; do ls "$i"; done' 2>/dev/null"#

  /// The user's jobs, for which the batch server is asked once each time. Columns are narrow, and
  /// the server's name is cut there: the number is enough.
  public static let jobs =
    #"qstat -u "$USER" 2>/dev/null | sed -n 's/^\([0-9][0-9]*\(\[[0-9]*\]\)\{0,1\}\).*/\1/p'"#

  /// The words before the first that asks for a completion script, and the others; nil where none
  /// does. The parser takes that word for its own even among PROGRAM's arguments.
  public static func split(_ words: [String]) -> (before: [String], rest: [String])? {
    let option = "--generate-completion-script"
    return words.firstIndex { $0 == option || $0.hasPrefix(option + "=") }.map {
      (Array(words[..<$0]), Array(words[$0...]))
    }
  }
}
