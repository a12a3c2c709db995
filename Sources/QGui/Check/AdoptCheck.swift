/// Whether an ssh session joins its user's job, to be limited and to end with it.
struct AdoptCheck: Sendable {
  let stack: PAMStack

  private static let name = "ssh-adopt"

  var result: CheckResult {
    if stack.has("pam_slurm_adopt", in: "account") {
      return CheckResult(Self.name, .ok, "pam_slurm_adopt puts ssh sessions into their jobs")
    }
    let lines = stack.lines("session")
    guard let place = lines.firstIndex(where: { $0.calls("adopt") && $0.mustSucceed }) else {
      return CheckResult(
        Self.name, .note, "ssh sessions are in no job: without its limit, and left after its end",
        remedy: "follow pam/README.md")
    }
    // Root runs it, with the variables that PAM has by then.
    let before = stack.lines("auth") + lines[..<place]
    guard !before.contains(where: \.readsUsersVariables) else {
      return CheckResult(
        Self.name, .wrong,
        "qgui-node adopt runs as root with variables of the user's own, by pam_env",
        remedy: "move its line above every pam_env with user_readenv=1")
    }
    guard !lines[place...].contains(where: { $0.module == "pam_systemd.so" }) else {
      return CheckResult(
        Self.name, .warning, "pam_systemd takes ssh sessions out of their jobs again",
        remedy: "take pam_systemd.so out, or move qgui-node adopt below it")
    }
    return CheckResult(Self.name, .ok, "qgui-node adopt puts ssh sessions into their jobs")
  }
}

extension PAMStack.Line {
  /// Whether it runs a verb of qgui-node, by pam_exec(8).
  func calls(_ verb: String) -> Bool {
    guard module == "pam_exec.so",
      let program = arguments.firstIndex(where: { $0.hasSuffix("/" + HookScript.program) })
    else { return false }
    return arguments[(program + 1)...].first == verb
  }

  /// Its failure is the stack's.
  var mustSucceed: Bool { ["required", "requisite"].contains(control) }

  /// pam_env(8): off unless it is said.
  fileprivate var readsUsersVariables: Bool {
    module == "pam_env.so" && arguments.contains("user_readenv=1")
  }
}
