/// What slurm.conf(5) says that matters here.
public struct SlurmConf: Sendable {
  /// The settings that name hooks.
  public enum Key: String, CaseIterable, Sendable {
    case prolog = "Prolog"
    case epilog = "Epilog"
    case taskProlog = "TaskProlog"

    public var kind: HookKind {
      switch self {
      case .prolog: .prologue
      case .epilog: .epilogue
      case .taskProlog: .enter
      }
    }
  }

  private let text: String
  /// Where its other files are.
  public let folder: String

  public init(_ text: String, folder: String) {
    self.text = text
    self.folder = folder
  }

  /// The paths of a key; a relative one is beside slurm.conf.
  public func paths(_ key: Key) -> [String] {
    ConfigText.values(key.rawValue, in: text).filter { !$0.isEmpty }.map {
      $0.hasPrefix("/") ? $0 : "\(folder)/\($0)"
    }
  }

  /// A path that may stand for many.
  public static func isPattern(_ path: String) -> Bool { path.contains { "*?[".contains($0) } }

  /// Whether another file has a part of it.
  public var includesOthers: Bool {
    ConfigText.words(text).contains { $0.first?.lowercasedASCII == "include" }
  }

  /// Each job has a `/tmp` of its own.
  var hidesTmp: Bool {
    ConfigText.values("JobContainerType", in: text).last?.lowercasedASCII.hasSuffix("tmpfs")
      ?? false
  }

  public func limitsMemory(cgroupConf: String) -> Bool {
    SlurmAllocation.limitsMemory(slurmConf: text, cgroupConf: cgroupConf)
  }
}
