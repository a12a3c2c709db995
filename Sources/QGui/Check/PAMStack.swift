/// The lines of a PAM service, those of included services in their places (pam.d(5)).
public struct PAMStack: Equatable, Sendable {
  public struct Line: Equatable, Sendable {
    /// account, session, …
    public let type: String
    /// required, …, or what stands in square brackets.
    public let control: String
    /// The module's file, without its folder, and its arguments.
    public let module: String
    /// The module as it is written, perhaps with its folder.
    public let file: String
    public let arguments: [String]
  }

  public let lines: [Line]

  /// - Parameter text: that of another service; nil where it cannot be read.
  public init(service: String, text: (String) -> String?) {
    var left = Self.mostServices
    lines = Self.lines(of: service, only: nil, &left, text)
  }

  public func lines(_ type: String) -> [Line] { lines.filter { $0.type == type } }

  public func has(_ module: String, in type: String) -> Bool {
    lines(type).contains { $0.module == module + ".so" }
  }

  /// Services that include each other, or many times the same, would never end.
  private static let mostServices = 100

  /// - Parameter left: how many more may be read.
  private static func lines(
    of service: String, only type: String?, _ left: inout Int, _ text: (String) -> String?
  ) -> [Line] {
    guard left > 0, !service.contains("/"), let said = text(service) else { return [] }
    left -= 1
    return ConfigText.words(said).flatMap { words -> [Line] in
      if words[0] == "@include", words.count > 1 {
        return lines(of: String(words[1]), only: type, &left, text)
      }
      guard let line = Line(words), type == nil || line.type == type else { return [] }
      guard ["include", "substack"].contains(line.control) else { return [line] }
      return lines(of: line.module, only: line.type, &left, text)
    }
  }
}

extension PAMStack.Line {
  fileprivate init?(_ words: [Substring]) {
    guard let first = words.first, words.count > 2 else { return nil }
    type = (first.hasPrefix("-") ? first.dropFirst() : first).lowercasedASCII
    var rest = words.dropFirst()
    var control = String(rest.removeFirst())
    while control.hasPrefix("["), !control.hasSuffix("]"), let more = rest.popFirst() {
      control += " \(more)"
    }
    self.control = control
    guard let module = rest.popFirst() else { return nil }
    file = String(module)
    self.module = module.split(separator: "/").last.map(String.init) ?? ""
    arguments = rest.map(String.init)
  }
}
