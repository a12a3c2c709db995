import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension Machines {
  /// What a limited session costs while nobody does anything.
  @Suite struct QuietMachineTests {
    /// A measurement over a given time, not a wait.
    private static let seconds = 30

    @Test func runnerAndKeeperSleep() throws {
      try VirtualMachineRun.run { run in
        let result = try run.delegatedJob(
          """
          record=/tmp/qgui-$(id -u)/442611/record
          pid() { sed -n "s/^$1 = \\([0-9]*\\) .*/\\1/p" $record; }
          wakes() { sed -n 's/^voluntary_ctxt_switches:[^0-9]*//p' /proc/$(pid $1)/status; }
          qgui-run xev > xev.log &
          until grep -q 'state = attachable' $record 2>/dev/null; do sleep 0.2; done
          before=
          until test "$(wakes runner) $(wakes keeper)" = "$before"; do
            before="$(wakes runner) $(wakes keeper)"
            sleep 2
          done
          sleep \(Self.seconds)
          echo $before $(wakes runner) $(wakes keeper)
          kill $!
          wait $!
          """)
        let counts = result.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        try #require(counts.count == 4, "\(result.output)\(result.error)")
        let wakeUps = (runner: counts[2] - counts[0], keeper: counts[3] - counts[1])
        #expect(wakeUps.runner <= Self.seconds / 10)
        #expect(wakeUps.keeper <= Self.seconds / 10)
      }
    }
  }
}
