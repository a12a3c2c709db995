import Foundation

/// The recorded answers of real batch systems in `Tests/Fixtures`.
public enum Transcripts {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")

  /// The standard output or error of one command; a file that is absent was empty.
  public static func text(_ system: String, _ file: String) -> String {
    let data = try? Data(contentsOf: folder.appending(path: "\(system)/\(file)"))
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  public static func stdout(_ system: String, _ name: String) -> String {
    text(system, system == "openpbs" ? "\(name).txt" : "\(name).out")
  }

  public static func stderr(_ system: String, _ name: String) -> String {
    text(system, system == "openpbs" ? "\(name).stderr.txt" : "\(name).err")
  }
}

/// One line of the table of a `README.md` in `Tests/Fixtures`.
public struct RecordedCommand: Sendable {
  public let system: String
  public let name: String
  public let user: String
  public let command: String
  public let exitStatus: Int32

  public static func all() throws -> [RecordedCommand] {
    try ["openpbs", "torque", "slurm-torque"].flatMap { system in
      let readme = Transcripts.folder.appending(path: "\(system)/README.md")
      return try String(contentsOf: readme, encoding: .utf8).split(separator: "\n")
        .compactMap { RecordedCommand(system: system, row: $0) }
    }
  }

  private init?(system: String, row: Substring) {
    let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    guard let place = cells.firstIndex(where: { $0.hasPrefix("`") && $0.hasSuffix("`") }),
      place >= 2, cells.count > place + 1, let exitStatus = Int32(cells[place + 1])
    else { return nil }
    self.system = system
    name = String(cells[0].prefix { $0 != " " }).replacing(".out", with: "")
    user = String(cells[place - 1].prefix { $0 != "@" })
    command = String(cells[place].dropFirst().dropLast())
    self.exitStatus = exitStatus
  }

  /// Whether it is `qstat -f` of one job, as text.
  public var asksForOneJob: Bool {
    guard let start = command.firstRange(of: "qstat -f ") else { return false }
    let words = command[start.upperBound...].split(separator: " ")
    let other = ["-x", "-F", "-t", "\"\""]
    let ids = words.filter { $0 != "-w" && $0 != "-1" && $0 != "--" }
    let isOneWord = ids.count == 1 || command.contains("$(") || command.contains("'10; id'")
    return isOneWord && !words.contains { other.contains(String($0)) }
  }
}
