/// Whether OpenPBS calls qgui-node before and after each job: by a script in mom_priv or by a hook.
public struct OpenPBSCheck: Sendable {
  public var prologue: HookFileCheck
  public var epilogue: HookFileCheck
  /// Nil where this user may not look.
  public var hooks: [OpenPBSHook]?

  public init(prologue: HookFileCheck, epilogue: HookFileCheck, hooks: [OpenPBSHook]?) {
    self.prologue = prologue
    self.epilogue = epilogue
    self.hooks = hooks
  }

  public var results: [CheckResult] {
    let unseen =
      hooks == nil ? [CheckResult.hidden("openpbs-hooks", "OpenPBS's mom_priv/hooks")] : []
    return unseen + OpenPBSMoment.allCases.map(result)
  }

  private func result(_ moment: OpenPBSMoment) -> CheckResult {
    let script = moment == .prologue ? prologue : epilogue
    let enabled = (hooks ?? []).filter(\.isEnabled)
    let ours = enabled.first { $0.isOurs && !$0.events.isDisjoint(with: moment.servingEvents) }
    let replacing = enabled.first { $0.events.contains(moment.replacingEvent) }
    if let ours { return result(ours, script, moment) }
    guard let replacing else { return script.result }
    return CheckResult(
      script.name, .warning,
      "OpenPBS does not run mom_priv/\(moment.rawValue): the hook \(replacing.name) has the event "
        + moment.replacingEvent,
      remedy: "import pbs/qgui_hook.py, as it says at its top")
  }

  /// A site's script that our hook has silenced does something that is missed now.
  private func result(_ hook: OpenPBSHook, _ script: HookFileCheck, _ moment: OpenPBSMoment)
    -> CheckResult
  {
    if hook.events.contains(moment.replacingEvent), script.text.text != nil, !script.mentionsUs {
      let instead = moment == .prologue ? "execjob_launch" : "execjob_end"
      let events = hook.events.subtracting([moment.replacingEvent]).union([instead]).sorted()
      return CheckResult(
        script.name, .warning,
        "OpenPBS runs the site's \(script.walk.path) no more, because of the hook \(hook.name)",
        remedy: "qmgr -c "
          + ShellWord.quoted("set hook \(hook.name) event = \"\(events.joined(separator: ","))\""))
    }
    let title = "OpenPBS's hook \(hook.name)"
    return CalledPrograms.fault(script.name, title, hook.calls)
      ?? CheckResult(script.name, .ok, "\(title) calls qgui-node as \(moment.rawValue)")
  }
}
