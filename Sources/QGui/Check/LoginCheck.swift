/// Whether, and on which terms, people can ssh to this node: qconnect comes that way.
public struct LoginCheck: Sendable {
  public enum UsesPAM: Sendable {
    case yes, no
    /// This user may not look.
    case hidden
  }

  public var sshd: Bool
  public var usesPAM: UsesPAM
  public var stack: PAMStack
  public var systemd: Bool
  /// What becomes of a module when sshd loads it.
  public var module: @Sendable (String) -> PAMModule

  public init(
    sshd: Bool, usesPAM: UsesPAM, stack: PAMStack, systemd: Bool,
    module: @escaping @Sendable (String) -> PAMModule = { _ in .untried }
  ) {
    self.sshd = sshd
    self.usesPAM = usesPAM
    self.stack = stack
    self.systemd = systemd
    self.module = module
  }

  public var results: [CheckResult] {
    guard sshd else {
      return [
        CheckResult(
          "sshd", .wrong, "there is no sshd: nobody can attach to a job here",
          remedy: "install openssh-server")
      ]
    }
    guard usesPAM != .no else { return [daemon] }
    return [daemon, gate, AdoptCheck(stack: stack).result, userSystemd].compactMap { $0 }
  }

  private var daemon: CheckResult {
    switch usesPAM {
    case .yes: CheckResult("sshd", .ok, "sshd is here, with UsePAM yes")
    case .no:
      CheckResult(
        "sshd", .warning, "sshd asks no PAM module whether who logs in has a job here",
        remedy: "say UsePAM yes in /etc/ssh/sshd_config")
    case .hidden: .hidden("sshd", "/etc/ssh/sshd_config")
    }
  }

  private static let gates = ["pam_slurm_adopt.so", "pam_slurm.so", "pam_pbssimpleauth.so"]

  private static let guide = "follow pam/README.md"

  private var gate: CheckResult {
    let name = "ssh-gate"
    let lines = stack.lines("account")
    let index = lines.firstIndex { line in
      Self.gates.contains(line.module) || line.calls("access")
    }
    guard let index else {
      return CheckResult(
        name, .warning, "no module asks whether who logs in by ssh has a job here",
        remedy: Self.guide)
    }
    let line = lines[index]
    if let fault = module(line.file).fault(name, line.module) { return fault }
    if line.control == "sufficient", !lines[(index + 1)...].contains(where: \.canRefuse) {
      return CheckResult(
        name, .warning,
        "\(line.module) is sufficient, and no line after it refuses those without a job",
        remedy: Self.guide)
    }
    if line.calls("access"), !line.mustSucceed {
      return CheckResult(
        name, .warning, "qgui-node access is \(line.control), and so refuses nobody",
        remedy: Self.guide)
    }
    if line.module == "pam_pbssimpleauth.so", line.control == "required" {
      return CheckResult(
        name, .warning, "\(line.module) is required: it lets in anyone when it sees no jobs",
        remedy: Self.guide)
    }
    let who = line.calls("access") ? "qgui-node access" : line.module
    return CheckResult(name, .ok, "\(who) says who may ssh to this node")
  }

  private var userSystemd: CheckResult? {
    guard systemd, stack.has("pam_systemd", in: "session") else { return nil }
    return CheckResult(
      "ssh-systemd", .note,
      "a log-in gets a systemd of its own, and what systemd-run --user starts is in no job",
      remedy: "take pam_systemd.so out of /etc/pam.d/common-session, as pam/README.md says")
  }
}

extension PAMStack.Line {
  fileprivate var canRefuse: Bool { module != "pam_permit.so" && mustSucceed }
}
