import QGui

extension CheckedNode {
  public var tmp: TmpCheck {
    let sweeping = TmpfilesRules.files { files.names($0) ?? [] }
    let namespaces = "/etc/security/namespace.d"
    let namespaceFiles =
      ["/etc/security/namespace.conf"]
      + (files.names(namespaces) ?? []).filter { $0.hasSuffix(".conf") }
      .map { "\(namespaces)/\($0)" }
    return TmpCheck(
      tmp: files.walk("/tmp").end, sockets: files.entry("/tmp/.X11-unix"),
      rules: TmpfilesRules(sweeping.map { ($0, text($0)) }), systemd: hasSystemd,
      namespaces: namespaceFiles.map(text), stack: sshdStack, slurm: slurmConf)
  }
}
