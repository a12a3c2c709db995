import Linux
import QGui

/// A batch system's daemon in the virtual machine, a service of systemd's: Tests/Mom. Its hooks are
/// those of pbs/, installed as the guides say.
extension VirtualMachineRun {
  public enum System: String, Sendable {
    case torque, openpbs

    var folder: String {
      self == .torque ? "/var/spool/torque/mom_priv" : "/var/spool/pbs/mom_priv"
    }
  }

  /// Makes the machine a node, line by line of the guides.
  public func followGuides() throws {
    try machine.output(
      """
      set -e; mkdir -p \(System.torque.folder) \(System.openpbs.folder)
      cd \(VirtualMachine.checkout)
      \(Guide.commands(.programs, .nodeWithSystemd, .settings, .openPBS, .torque))
      """)
  }

  /// What starts a job, up to the script.
  private func mom(
    _ system: System, _ job: String, of user: String, _ resources: String,
    unit: String? = nil, _ words: String = ""
  ) -> String {
    "systemd-run --quiet --collect --unit=\(unit ?? Self.unit(job)) -p KillMode=process \(words)"
      + " \(VirtualMachine.checkout)/Mom/mom \(system) \(system.folder) \(job)"
      + " \(user) \(resources)"
  }

  /// Runs a job to its end, its epilogue too. Printed is what its daemon says, then what it printed
  /// itself.
  public func job(
    _ id: String, on system: System = .torque, unit: String? = nil, _ resources: String,
    _ script: String
  ) throws -> String {
    let mom = mom(system, id, of: "alice", resources, unit: unit, "--wait --pipe")
    return try machine.output(
      """
      \(write(script, id, "alice"))
      \(mom) /home/alice/\(id).sh
      cat /home/alice/job.out
      rm /home/alice/job.out
      """)
  }

  /// Starts a job, and waits until it prints `ready`.
  public func start(
    _ id: String, of user: String = "alice", _ resources: String, _ script: String
  ) throws {
    try machine.output(
      """
      \(write(script, id, user))
      \(mom(.torque, id, of: user, resources)) /home/\(user)/\(id).sh
      for i in $(seq 600); do grep -q ready /home/\(user)/job.out && exit; sleep 0.2; done
      cat /home/\(user)/job.out >&2
      exit 1
      """)
  }

  /// qdel, and the wait for the end of the epilogue.
  public func delete(_ id: String) throws {
    let unit = Self.unit(id)
    try machine.output(
      """
      systemctl kill --kill-whom=main --signal=TERM \(unit)
      for i in $(seq 600); do systemctl --quiet is-active \(unit) || exit 0; sleep 0.1; done
      exit 1
      """)
  }

  /// A command of the batch system's, which is not here.
  public func write(command name: String, _ script: String) throws {
    let path = "/usr/local/bin/\(name)"
    let text = ShellWord.quoted("#!/bin/sh\n\(script)")
    try machine.output("printf '%s\\n' \(text) > \(path); chmod 755 \(path)")
    atEnd { try self.machine.output("rm \(path)") }
  }

  public static func unit(_ id: String) -> String { "mom-\(id.prefix { $0 != "." })" }

  private func write(_ script: String, _ id: String, _ user: String) -> String {
    "printf '%s\\n' \(ShellWord.quoted(script)) > /home/\(user)/\(id).sh"
  }
}
