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
    return unseen + OpenPBSMoment.allCases.map(result) + [otherHosts].compactMap { $0 }
  }

  /// On the other hosts of a job OpenPBS runs no script of mom_priv, and execjob_launch for tasks alone.
  private var otherHosts: CheckResult? {
    guard let hooks else { return nil }
    let events = hooks.filter { $0.isEnabled && $0.isOurs }.reduce(into: Set<String>()) {
      $0.formUnion($1.events)
    }
    let name = "openpbs-other-hosts"
    guard events.isDisjoint(with: ["execjob_begin", "execjob_prologue"]) else {
      guard !events.contains("execjob_launch") else { return nil }
      return CheckResult(
        name, .warning,
        "tasks of pbsdsh and mpiexec, and interactive jobs, are not limited: no hook "
          + "calls qgui-node at execjob_launch",
        remedy: "set the events that pbs/README.md says")
    }
    // A site that has the scripts alone may know it; one whose hook is of an older guide does not.
    let state: CheckResult.State = events.isEmpty ? .note : .warning
    return CheckResult(
      name, state,
      "on the other hosts of a job its user cannot log in, and what runs there is not "
        + "limited: no hook calls qgui-node at execjob_begin",
      remedy: "import pbs/qgui_hook.py with the events that pbs/README.md says")
  }

  private func result(_ moment: OpenPBSMoment) -> CheckResult {
    let script = moment == .prologue ? prologue : epilogue
    let enabled = (hooks ?? []).filter(\.isEnabled)
    let ours = enabled.first { $0.isOurs && !$0.events.isDisjoint(with: moment.servingEvents) }
    let replacing = enabled.first { $0.events.contains(moment.replacingEvent) }
    if let ours { return result(ours, script, moment) }
    guard let replacing else {
      // A hook may do what the script would; this user cannot see it.
      if hooks == nil, script.walk.end == .missing {
        return .hidden(script.name, "OpenPBS's hooks, which may do the \(moment.rawValue)'s work,")
      }
      return script.result
    }
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
      let instead = moment == .prologue ? "execjob_begin" : "execjob_end"
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
