import Glibc
import Linux
import QGui
import Testing

/// One test's work in the virtual machine. At its end nothing of alice's may be left there.
public final class VirtualMachineRun {
  public let machine: VirtualMachine
  private var cleanUps: [() throws -> Void] = []

  /// A job's group as a prologue makes it, for `delegatedJob`.
  public static let group = "/sys/fs/cgroup/qgui-test"

  public static func run(
    _ mode: VirtualMachine.Mode = .v2, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (VirtualMachineRun) throws -> Void
  ) throws {
    guard VirtualMachine.areUp else { throw Failed("the suite lacks .onTheMachines") }
    let run = VirtualMachineRun(VirtualMachine(mode: mode))
    defer { run.cleanUp() }
    try body(run)
    let left = try run.leftovers()
    if !left.isEmpty { Issue.record("left behind:\n\(left)", sourceLocation: sourceLocation) }
  }

  private init(_ machine: VirtualMachine) { self.machine = machine }

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
        find \(Self.group) -mindepth 1 -type d ! -name main 2>/dev/null
        find /sys/fs/cgroup -type d '(' -name 'qgui-[0-9]*' -o -name 'qgui-local*' ')'
        find /run/qgui/jobs -type f 2>/dev/null
        grep -o '@/tmp/.X11-unix.*' /proc/net/unix
      }
      for i in $(seq 60); do left=$(look); test -z "$left" && break; sleep 0.3; done
      echo "$left"
      """
    ).split(separator: "\n").joined(separator: "\n")
  }

  /// Called after the test, the last one first.
  public func atEnd(_ action: @escaping () throws -> Void) { cleanUps.append(action) }

  private func cleanUp() {
    for action in cleanUps.reversed() {
      do { try action() } catch { Issue.record(error) }
    }
    _ = try? machine.run(
      """
      pids=$(ps --no-headers -o pid -u alice); test -z "$pids" || kill -KILL $pids
      for i in $(seq 100); do test -z "$(ps --no-headers -o pid -u alice)" && break; sleep 0.1; done
      test ! -d \(Self.group) || find \(Self.group) -depth -type d -exec rmdir {} +
      find /tmp /home/alice -mindepth 1 -user alice ! -path '*/.ssh*' -delete
      """)
  }

  // MARK: starting

  /// Runs a script as alice in a job, in the leaf of its group. The group is alice's but for its
  /// limit.
  public func delegatedJob(_ script: String) throws -> VirtualMachine.Said {
    try machine.run(
      """
      set -e
      mkdir -p \(Self.group) && cd \(Self.group)
      echo +memory > cgroup.subtree_control
      echo 400M > memory.max
      mkdir -p main
      chown alice: . cgroup.procs cgroup.subtree_control main main/cgroup.procs
      echo $$ > main/cgroup.procs
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
