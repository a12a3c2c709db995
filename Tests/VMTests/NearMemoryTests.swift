import Linux
import QGui
import TestSupport
import Testing

extension Machines {
  /// How the kernel tells, on version 2, that memory comes near its limit.
  @Suite struct NearMemoryTests {
    private static let program = """
      python3 -c "$0" & until test -e read-on; do sleep 0.2; done; cat large > /dev/null; wait
      """

    /// The first level is set as `memory.high` while nothing is near, and taken away as soon as
    /// something is, be it files': a program that goes on is not slowed down.
    @Test func programIsNotSlowedDown() throws {
      try VirtualMachineRun.run { run in
        let result = try run.delegatedJob(
          """
          cd /sys/fs/cgroup/qgui-test
          is() { for i in $(seq 300); do test "$(cat $1)" $2 "$3" && return; sleep 0.1; done; echo no; }
          high() { is qgui-442611/memory.high = $1; echo $1; }
          want() { echo $1 > ~/wanted; }
          want 20
          truncate -s 300M ~/large
          (cd && exec qgui-run --mem=200mb sh -c \(ShellWord.quoted(Self.program)) \
          \(ShellWord.quoted(MemoryHolder.script))) &
          for i in $(seq 300); do test -d qgui-442611 && break; sleep 0.1; done
          high \(160 << 20)
          want 155; high max
          want 185; is qgui-442611/memory.current -gt \(190 << 20)
          want 50; high \(160 << 20)
          touch ~/read-on; high max
          is qgui-442611/memory.current -gt \(190 << 20)
          kill $!
          wait $!
          """)
        #expect(
          result.output == "\(160 << 20)\nmax\n\(160 << 20)\nmax\n",
          "\(result.output)\(result.error)")
      }
    }
  }
}
