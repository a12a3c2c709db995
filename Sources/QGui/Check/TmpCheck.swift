/// Whether `/tmp` serves: sessions have their files there, displays their sockets, and whoever
/// attaches has to see the same.
public struct TmpCheck: Sendable {
  /// A link followed, as one may put it on another disk.
  public var tmp: FileFact
  /// Links not followed: X servers do not follow them either.
  public var sockets: FileFact
  public var rules: TmpfilesRules
  public var systemd: Bool
  /// The texts of pam_namespace(8): namespace.conf and those of namespace.d.
  public var namespaces: [String]
  public var stack: PAMStack
  public var slurm: SlurmConf?

  public init(
    tmp: FileFact, sockets: FileFact, rules: TmpfilesRules, systemd: Bool, namespaces: [String],
    stack: PAMStack, slurm: SlurmConf?
  ) {
    self.tmp = tmp
    self.sockets = sockets
    self.rules = rules
    self.systemd = systemd
    self.namespaces = namespaces
    self.stack = stack
    self.slurm = slurm
  }

  public var results: [CheckResult] {
    [open("tmp", "/tmp", tmp), open("x11-sockets", "/tmp/.X11-unix", sockets), swept, shared]
  }

  private func open(_ name: String, _ path: String, _ fact: FileFact) -> CheckResult {
    let make = "install -d -o root -g root -m 1777 \(path)"
    switch fact {
    case .hidden: return .hidden(name, path)
    case .missing:
      return CheckResult(
        name, path == "/tmp" ? .wrong : .warning,
        "\(path) is not there"
          + (path == "/tmp" ? "" : ": the first user's display makes it, as theirs"),
        remedy: make)
    case .there(let status):
      guard status.kind == .directory else {
        return CheckResult(
          name, .wrong, "\(path) is no directory", remedy: "move it away, then \(make)")
      }
      guard status.owner == 0 else {
        return CheckResult(
          name, .wrong, "\(path) is user \(status.owner)'s, who can remove others' files there",
          remedy: make)
      }
      guard status.mode == 0o1777 else {
        return CheckResult(
          name, .wrong, "\(path) has mode \(status.modeText), not 1777", remedy: make)
      }
      return CheckResult(name, .ok, "\(path) is for everybody, and root's")
    }
  }

  private var swept: CheckResult {
    let name = "tmp-swept"
    guard systemd else {
      return CheckResult(name, .ok, "systemd does not run, and so does not sweep /tmp")
    }
    guard let rule = rules.sweepingTmp else {
      return CheckResult(name, .ok, "/tmp is not swept")
    }
    let users = "/tmp/" + SessionFiles.basePrefix
    if rules.spares(users + "1000"), rules.spares(users + "1000-1") {
      return CheckResult(name, .ok, "/tmp is swept, but for \(users)*")
    }
    return CheckResult(
      name, .warning,
      "/tmp is swept by systemd-tmpfiles after \(rule.age ?? ""), says \(rule.file)",
      remedy: "install -m 644 cgroup/tmpfiles.conf /etc/tmpfiles.d/qgui.conf")
  }

  private var shared: CheckResult {
    let name = "tmp-private"
    if stack.has("pam_namespace", in: "session"), namespaces.contains(where: dividesTmp) {
      return CheckResult(
        name, .warning,
        "pam_namespace gives log-ins a /tmp of their own: they see no job's display",
        remedy: "take /tmp out of /etc/security/namespace.conf")
    }
    guard slurm?.hidesTmp == true else {
      return CheckResult(name, .ok, "jobs and log-ins see the same /tmp")
    }
    guard stack.has("pam_slurm_adopt", in: "account") else {
      return CheckResult(
        name, .warning, "Slurm gives jobs a /tmp of their own: log-ins see no job's display",
        remedy: "let pam_slurm_adopt take log-ins into the job")
    }
    return CheckResult(
      name, .note,
      "Slurm gives jobs a /tmp of their own: log-ins see it where pam_slurm_adopt joins",
      remedy: "pam_slurm_adopt must not have join_container=false")
  }

  /// `polydir prefix method users`.
  private func dividesTmp(_ text: String) -> Bool {
    ConfigText.words(text).contains { $0.count > 2 && ["/tmp", "/tmp/"].contains($0[0]) }
  }
}
