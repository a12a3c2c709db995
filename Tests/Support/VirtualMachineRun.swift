import Glibc
import Linux
import QGui
import Testing

/// One test's work in the virtual machine. At its end nothing of alice's may be left there.
public final class VirtualMachineRun {
  public let machine: VirtualMachine

  /// A job's group as a prologue makes it, for `delegatedJob`.
  public static let group = "/sys/fs/cgroup/qgui-test"

  public static func run(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: (VirtualMachineRun) throws -> Void
  ) throws {
    guard let machine = VirtualMachine.current else {
      throw Failed("the suite lacks .onOneMachine")
    }
    let run = VirtualMachineRun(machine)
    defer { run.cleanUp() }
    try run.prepare()
    try body(run)
    let left = try run.leftovers()
    if !left.isEmpty { Issue.record("left behind:\n\(left)", sourceLocation: sourceLocation) }
  }

  private init(_ machine: VirtualMachine) { self.machine = machine }

  /// The group is alice's but for its limit, and a leaf is there for the job's own processes.
  private func prepare() throws {
    try machine.output(
      """
      set -e
      mkdir -p \(Self.group) && cd \(Self.group)
      echo +memory > cgroup.subtree_control
      echo 400M > memory.max
      mkdir -p main
      chown alice: . cgroup.procs cgroup.subtree_control main main/cgroup.procs
      """)
  }

  /// Processes but for those of a log-in, whose connection `vm` keeps for half a minute; files
  /// where others have theirs too, sockets, groups.
  private func leftovers() throws -> String {
    try machine.output(
      """
      look() {
        ps --no-headers -o pid,args -u alice |
          grep -vE 'sshd: alice|systemd --user|[(]sd-pam[)]|dbus-daemon .*systemd:'
        find /tmp /var/tmp /dev/shm -user alice 2>/dev/null
        find /home/alice -type s
        find \(Self.group) -mindepth 1 -type d ! -name main
        find /sys/fs/cgroup -name 'qgui-442611*' -o -name 'qgui-local*'
        grep -o '@/tmp/.X11-unix.*' /proc/net/unix
      }
      for i in $(seq 20); do left=$(look); test -z "$left" && break; sleep 0.3; done
      echo "$left"
      """
    ).split(separator: "\n").joined(separator: "\n")
  }

  private func cleanUp() {
    _ = try? machine.run(
      """
      pids=$(ps --no-headers -o pid -u alice); test -z "$pids" || kill -KILL $pids
      for i in $(seq 100); do test -z "$(ps --no-headers -o pid -u alice)" && break; sleep 0.1; done
      find \(Self.group) -depth -type d -exec rmdir {} +
      find /tmp /home/alice -mindepth 1 -user alice ! -path '*/.ssh*' -delete
      """)
  }

  // MARK: starting

  /// Runs a script as alice in a job, in the leaf of its group.
  public func delegatedJob(_ script: String) throws -> VirtualMachine.Said {
    try machine.run(
      """
      echo $$ > \(Self.group)/main/cgroup.procs
      cd /home/alice
      exec setpriv --reuid alice --regid alice --init-groups env -i HOME=/home/alice USER=alice \
      LOGNAME=alice PATH=\(VirtualMachine.programs):/usr/bin:/bin LANG=C.UTF-8 PBS_JOBID=442611 \
      sh -c \(ShellWord.quoted(script))
      """)
  }

  /// Runs a script as alice, who has logged in, and so has a systemd of her own.
  public func logIn(_ script: String) throws -> VirtualMachine.Said {
    try machine.run("PATH=\(VirtualMachine.programs):$PATH; \(script)", as: "alice")
  }
}
