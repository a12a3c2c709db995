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

  public init(sshd: Bool, usesPAM: UsesPAM, stack: PAMStack, systemd: Bool) {
    self.sshd = sshd
    self.usesPAM = usesPAM
    self.stack = stack
    self.systemd = systemd
  }

  public var results: [CheckResult] {
    guard sshd else {
      return [
        CheckResult(
          "sshd", .wrong, "there is no sshd: nobody can attach to a job here",
          remedy: "install openssh-server")
      ]
    }
    return [daemon, usesPAM == .no ? nil : gate, usesPAM == .no ? nil : userSystemd]
      .compactMap { $0 }
  }

  private var daemon: CheckResult {
    switch usesPAM {
    case .yes: CheckResult("sshd", .ok, "sshd is here, with UsePAM yes")
    case .no:
      CheckResult(
        "sshd", .warning, "sshd asks no PAM module: anyone may ssh to this node, without limits",
        remedy: "say UsePAM yes in /etc/ssh/sshd_config")
    case .hidden: .hidden("sshd", "/etc/ssh/sshd_config")
    }
  }

  private static let gates = ["pam_slurm_adopt.so", "pam_slurm.so", "pam_pbssimpleauth.so"]

  private var guide: String {
    "let pam_slurm_adopt or pam_pbssimpleauth decide, as its manual says"
  }

  private var gate: CheckResult {
    let name = "ssh-gate"
    let lines = stack.lines("account")
    let index = lines.firstIndex { line in
      Self.gates.contains(line.module) || line.arguments.contains { $0.contains("qgui-node") }
    }
    guard let index else {
      return CheckResult(
        name, .warning, "anyone may ssh to this node", remedy: guide)
    }
    let line = lines[index]
    if line.control == "sufficient", !lines[(index + 1)...].contains(where: \.canRefuse) {
      return CheckResult(
        name, .warning, "\(line.module) is sufficient and nothing after it refuses: anyone may ssh",
        remedy: guide)
    }
    if line.module == "pam_pbssimpleauth.so", line.control == "required" {
      return CheckResult(
        name, .warning, "\(line.module) is required: it lets in anyone when it sees no jobs",
        remedy: guide)
    }
    return CheckResult(name, .ok, "\(line.module) says who may ssh to this node")
  }

  private var userSystemd: CheckResult? {
    guard systemd, stack.has("pam_systemd", in: "session") else { return nil }
    return CheckResult(
      "ssh-systemd", .note,
      "a log-in gets a systemd of its own, and systemd-run --user leaves the job's group",
      remedy: "take pam_systemd.so out of the session lines of /etc/pam.d/sshd, and see cgroup/")
  }
}

extension PAMStack.Line {
  fileprivate var canRefuse: Bool {
    module != "pam_permit.so" && ["required", "requisite"].contains(control)
  }
}
