import QGui

extension CheckedNode {
  /// The batch systems of this node, and what they call.
  public var batchSystems: [CheckResult] {
    let openPBS = openPBS
    let torque = torque
    let slurm = slurm
    var found: [String] = []
    if openPBS != nil { found.append("OpenPBS") }
    if !torque.isEmpty { found.append("Torque") }
    if !slurm.isEmpty { found.append("Slurm") }
    return [BatchSystemCheck.result(found)] + (openPBS?.results ?? []) + torque + slurm
  }

  var pbsConf: PBSConf { PBSConf(text("/etc/pbs.conf")) }

  private var openPBS: OpenPBSCheck? {
    let mom = pbsConf.home + "/mom_priv"
    guard files.entry(mom) != .missing else { return nil }
    func script(_ kind: HookKind) -> HookFileCheck {
      hook(
        "openpbs-\(kind.rawValue)", "OpenPBS's \(kind.rawValue)", kind, "\(mom)/\(kind.rawValue)")
    }
    return OpenPBSCheck(
      prologue: script(.prologue), epilogue: script(.epilogue), hooks: openPBSHooks(mom + "/hooks"))
  }

  private func openPBSHooks(_ folder: String) -> [OpenPBSHook]? {
    guard let names = files.names(folder) else { return nil }
    return names.filter { $0.hasSuffix(".HK") }.map { $0.dropLast(3) }.map { name in
      let script = text("\(folder)/\(name).PY")
      return OpenPBSHook(
        name: String(name), attributes: text("\(folder)/\(name).HK"), script: script,
        calls: HookScript.programs(script).map(files.walk))
    }
  }

  private var torque: [CheckResult] {
    let mom = ["/var/spool/torque", "/var/lib/torque"].map { $0 + "/mom_priv" }
      .first { files.entry($0) != .missing }
    guard let mom else { return [] }
    let wanted: [(name: String, kind: HookKind, missing: CheckResult.State)] = [
      ("prologue", .prologue, .warning), ("epilogue", .epilogue, .warning),
      // For the other hosts of a job, where qgui-run runs only if somebody starts it there.
      ("prologue.parallel", .prologue, .note), ("epilogue.parallel", .epilogue, .note),
      ("epilogue.precancel", .precancel, .note),
    ]
    let results = wanted.map { name, kind, missing in
      hook("torque-\(name)", "Torque's \(name)", kind, "\(mom)/\(name)", missing: missing).result
    }
    return results + [TorqueTasksCheck.result(hasOwnGroups: hasTorqueGroups)]
  }

  /// Torque that was built with cgroups makes one for all its jobs.
  private var hasTorqueGroups: Bool {
    memoryPlace.map { files.exists("\($0.mountPoint)/torque") } ?? false
  }

  private func hook(
    _ name: String, _ title: String, _ kind: HookKind, _ path: String,
    missing: CheckResult.State = .warning
  ) -> HookFileCheck {
    let text = files.text(path)
    return HookFileCheck(
      name: name, title: title, kind: kind, walk: files.walk(path), text: text,
      calls: HookScript.programs(text.text ?? "").map(files.walk), missing: missing)
  }
}

// MARK: Slurm

extension CheckedNode {
  private var slurm: [CheckResult] {
    guard let (path, text) = slurmConfFile else { return [] }
    guard let conf = slurmConf else {
      return text == .hidden
        ? [.hidden("slurm-conf", path)]
        : [
          CheckResult(
            "slurm-conf", .unknown, "\(path) is no file of at most 1 MB", remedy: "look at it")
        ]
    }
    var files: [SlurmConf.Key: [HookFileCheck]] = [:]
    for key in SlurmConf.Key.allCases {
      files[key] = conf.paths(key).filter { !SlurmConf.isPattern($0) }.map {
        hook(SlurmCheck.name(key), "Slurm's \(key.rawValue)", key.kind, $0)
      }
    }
    return SlurmCheck(
      conf: conf, limitsMemory: limitsMemory(conf), isVersion1: memoryPlace?.version == .v1,
      files: files
    ).results
  }

  var slurmConf: SlurmConf? {
    guard let (path, text) = slurmConfFile, let text = text.text else { return nil }
    return SlurmConf(text, folder: path.split(separator: "/").dropLast().map { "/\($0)" }.joined())
  }

  /// Whether Slurm limits the memory of jobs; nil where its files are not found, or not all of them.
  var slurmLimitsMemory: Bool? {
    guard let conf = slurmConf else { return nil }
    return limitsMemory(conf) ? true : conf.includesOthers ? nil : false
  }

  private func limitsMemory(_ conf: SlurmConf) -> Bool {
    conf.limitsMemory(cgroupConf: text(conf.folder + "/cgroup.conf"))
  }

  /// Whether this is a node of Slurm's, and of no other batch system.
  public var hasSlurm: Bool { slurmConfFile != nil && openPBS == nil && torque.isEmpty }

  /// The first that is there.
  private var slurmConfFile: (path: String, text: TextFact)? {
    let given = environment["SLURM_CONF"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let paths = [given, "/etc/slurm/slurm.conf", "/run/slurm/conf/slurm.conf"].compactMap { $0 }
    return paths.lazy.map { ($0, files.text($0)) }.first { $0.1 != .missing }
  }
}
