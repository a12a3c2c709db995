/// A hook of OpenPBS's own kind, as the mom keeps it: NAME.HK has its attributes, NAME.PY its
/// script.
public struct OpenPBSHook: Sendable {
  public let name: String
  public let isEnabled: Bool
  public let events: Set<String>
  /// Its script calls qgui-node.
  public let isOurs: Bool
  /// The ways to the programs that it calls.
  public let calls: [PathWalk]

  /// - Parameter attributes: `key=value` lines; what is not said is as by default.
  public init(name: String, attributes: String, script: String, calls: [PathWalk] = []) {
    self.name = name
    isEnabled = ConfigText.values("enabled", in: attributes).last?.lowercasedASCII != "false"
    let said = ConfigText.values("event", in: attributes).last ?? ""
    events = Set(said.split { $0 == "," || $0 == "\"" || $0 == " " }.map(String.init))
    isOurs = HookScript.mentions(script)
    self.calls = calls
  }
}

/// The moments for which OpenPBS has both scripts and hooks.
enum OpenPBSMoment: String, CaseIterable {
  case prologue, epilogue

  /// An enabled hook of this event keeps the script in mom_priv from being run.
  var replacingEvent: String { "execjob_\(rawValue)" }

  /// The events at which `pbs/qgui_hook.py` does what the script does.
  var servingEvents: Set<String> {
    self == .prologue
      ? ["execjob_begin", "execjob_prologue", "execjob_launch"]
      : ["execjob_epilogue", "execjob_end"]
  }
}
