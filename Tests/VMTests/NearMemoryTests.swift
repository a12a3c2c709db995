import Linux
import QGui
import TestSupport
import Testing

extension Machines {
  /// How the kernel tells, on version 2, that memory comes near its limit.
  @Suite struct NearMemoryTests {
    private static let program = """
      python3 -c "$0" & until test -e read-on; do sleep 0.2; done; cat large large > /dev/null
      touch all-read; wait
      """

    /// The first level is set as `memory.high` while nothing is near, and taken away as soon as
    /// something is, be it files': a program that goes on is not slowed down. Nor do files wake the
    /// runner each time that they fill the limit.
    @Test func programIsNotSlowedDown() throws {
      try VirtualMachineRun.run { run in
        let result = try run.delegatedJob(
          """
          cd /sys/fs/cgroup/qgui-test
          is() { for i in $(seq 300); do test "$(cat $1)" $2 "$3" && return; sleep 0.1; done; echo no; }
          high() { is qgui-442611/memory.high = $1; echo $1; }
          wakes() { sed -n 's/^voluntary_ctxt_switches:[^0-9]*//p' /proc/$!/status; }
          want() { echo $1 > ~/wanted; }
          want 20
          truncate -s 300M ~/large
          (cd && exec qgui-run --mem=120mb sh -c \(ShellWord.quoted(Self.program)) \
          \(ShellWord.quoted(MemoryHolder.script))) &
          for i in $(seq 300); do test -d qgui-442611 && break; sleep 0.1; done
          high \(96 << 20)
          want 95; high max
          want 107; is qgui-442611/memory.current -gt \(110 << 20)
          want 40; high \(96 << 20)
          before=$(wakes)
          touch ~/read-on; high max
          for i in $(seq 300); do test -e ~/all-read && break; sleep 0.1; done
          is qgui-442611/memory.current -gt \(110 << 20)
          test $(($(wakes) - before)) -lt 40 || echo $(($(wakes) - before)) wake-ups
          kill $!
          wait $!
          """)
        #expect(
          result.output == "\(96 << 20)\nmax\n\(96 << 20)\nmax\n",
          "\(result.output)\(result.error)")
      }
    }
  }
}
