import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension Machines {
  /// Memory limits on cgroup version 2: in a group that a prologue made, and in a scope of the
  /// user's own systemd.
  @Suite struct UnifiedMemoryTests {
    private static let greedy = "python3 -c 'held = []\nwhile True: held.append(b\"x\" * 4194304)'"

    @Test func programIsContainedInTheJob() throws {
      try VirtualMachineRun.run { run in
        let limit = "\(VirtualMachineRun.group)/qgui-442611/memory.max"
        let result = try run.delegatedJob("qgui-run cat /proc/self/cgroup \(limit)")
        #expect(result.status == 0)
        #expect(result.output == "0::/qgui-test/qgui-442611\n\(300 << 20)\n")
        #expect(result.error == "qgui-run: cat ended\n")
      }
    }

    @Test func greedyProgramInAJob() throws {
      try VirtualMachineRun.run { run in
        let result = try run.delegatedJob("qgui-run \(Self.greedy)")
        #expect(result.status == ExitStatus.ofSignal(SIGKILL))
        #expect(
          result.error.contains(
            "qgui-run: python3 reached its memory limit of 300 MB"
              + " (the job's 400 MB less 100 MB for the display; peak "), "\(result.error)")
        #expect(result.error.hasSuffix(" and was killed: ask for mem=768mb\n"), "\(result.error)")
      }
    }

    @Test func greedyProgramInTheUsersScope() throws {
      try VirtualMachineRun.run { run in
        let result = try run.logIn("qgui-run --mem 200mb \(Self.greedy)")
        #expect(result.status == ExitStatus.ofSignal(SIGKILL))
        // The scope may be gone before its peak can be read.
        #expect(
          result.error.contains("qgui-run: python3 reached its memory limit of 200 MB"),
          "\(result.error)")
      }
    }

    /// systemd-run(1) is between the runner and the stub that takes the terminal.
    @Test func terminalInTheUsersScope() throws {
      try VirtualMachineRun.run { run in
        let look =
          "cat /proc/self/cgroup; ps -o sid= -o tpgid= -p \\$\\$; echo \\$\\$; tty < /dev/tty"
        let result = try run.logIn("qgui-run --mem 200mb --pty sh -c \"\(look)\" < /dev/null")
        #expect(result.status == 0, "\(result.error)")
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 4, "\(result.output)")
        #expect(lines.first?.contains("/qgui-local-") == true)
        let numbers = lines.dropFirst().prefix(2).flatMap { $0.split(separator: " ") }
        #expect(numbers.count == 3 && Set(numbers).count == 1)
        #expect(lines.last == "/dev/tty")
      }
    }

    /// Whatever ends the session, its group goes with it: the end of `run` proves it.
    @Test(arguments: [SIGTERM, SIGKILL])
    func runnerIsSignalled(_ signal: Int32) throws {
      try VirtualMachineRun.run { run in
        let result = try run.delegatedJob(
          """
          qgui-run xev > xev.log &
          until grep -q 'state = attachable' /tmp/qgui-*/442611/record 2>/dev/null; do sleep 0.2; done
          kill -\(signal) $!
          wait $!
          """)
        #expect(result.status == ExitStatus.ofSignal(signal), "\(result.error)")
      }
    }
  }
}
