/// What a hook's text calls; what stands in a comment is not called.
public enum HookScript {
  public static let program = "qgui-node"
  /// Where the files in `pbs/` expect it.
  public static let place = "/usr/local/bin/qgui-node"

  static func mentions(_ text: String) -> Bool {
    ConfigText.lines(text).contains { $0.contains(program) }
  }

  /// The absolute paths by which it calls qgui-node.
  public static func programs(_ text: String) -> [String] {
    let words = ConfigText.lines(text).flatMap { $0.split { !isOfPath($0) } }
    let paths = words.filter { $0.hasPrefix("/") && $0.hasSuffix("/" + program) }
    return Set(paths).sorted().map(String.init)
  }

  private static func isOfPath(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "/._-+".contains(character)
  }
}
