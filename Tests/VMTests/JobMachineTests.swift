import Linux
import QGui
import TestSupport
import Testing
import Transcripts

extension Machines {
  /// Jobs that a daemon of root's starts without a log-in, on nodes that were set up by the guides.
  @Suite struct JobMachineTests {
    private static let tools = "\(VirtualMachine.checkout)/Mom"

    /// From its first command on, whatever its user tries; and so is qgui-run inside it.
    @Test(arguments: VirtualMachine.Mode.allCases)
    func jobIsContained(_ mode: VirtualMachine.Mode) throws {
      try VirtualMachineRun.run(mode) { run in
        try run.followGuides()
        let bobs = Self.group(20, mode)
        try run.start("20.server", of: "bob", "mem=100mb", "echo ready; exec sleep 995")
        let said = try run.job(
          "19.server", "mem=300mb",
          """
          \(Self.tools)/try-everything \(bobs)
          cat /proc/self/cgroup | sed -n 's/^0:://p; s/.*:memory://p' | grep qgui
          qgui-run --containment=required sh -c \
          'sed -n "s/^0:://p; s/.*:memory://p" /proc/self/cgroup | grep qgui'
          """)
        let inside = Self.group(19, mode).replacing(Self.mount(mode), with: "")
        let leaf = mode == .v2 ? inside + "/main" : inside
        let lines = said.split(separator: "\n").map(String.init)
        #expect(
          lines.filter { $0.hasSuffix("ms") == false }.contains("group \(Self.mount(mode))\(leaf)"))
        #expect(lines.contains("limit \(300 << 20)"))
        #expect(!lines.contains { $0.hasPrefix("could") }, "\(said)")
        #expect(lines.contains("eater ended by SIGKILL"))
        #expect(
          lines.suffix(3) == [leaf, "\(inside)/qgui-19", "qgui-run: sh ended"], "\(said)")
        #expect(lines.contains { $0.hasPrefix("epilogue 0 ") })
        try run.delete("20.server")
        let log = try run.machine.output("journalctl --output=cat -t qgui-node")
        #expect(log.contains("job 19 of alice: \(inside), memory limit 300mb"), "\(log)")
      }
    }

    /// A job's first shell takes the leaf away: its next one is contained all the same.
    @Test func nextShellIsContained() throws {
      try VirtualMachineRun.run { run in
        try run.followGuides()
        try run.start(
          "19.server", "mem=200mb",
          """
          cd /sys/fs/cgroup/qgui.slice/qgui-19.scope
          mkdir aside
          for pid in $(cat main/cgroup.procs); do echo $pid > aside/cgroup.procs; done
          rmdir main && echo ready
          exec sleep 995
          """)
        try run.machine.output("rm /home/alice/job.out")
        let second = try run.job("19.server", unit: "second", "mem=200mb", "cat /proc/self/cgroup")
        #expect(second.contains("0::/qgui.slice/qgui-19.scope/task-"), "\(second)")
      }
    }

    /// OpenPBS's prologue is told no request: qstat is asked, for this one job.
    @Test func openPBSIsAskedForTheRequest() throws {
      try VirtualMachineRun.run { run in
        try run.followGuides()
        let transcript = Transcripts.stdout("openpbs", "qstat_f_running_select")
        try run.write(
          command: "qstat",
          """
          test "$*" = '-f 0.pbshead' || exit 99
          cat << 'END'
          \(transcript)
          END
          """)
        let said = try run.job(
          "0.pbshead", on: .openpbs, "unknown", "cat \(Self.group(0, .v2))/memory.max")
        #expect(said.contains("\n\(UInt64(4) << 30)\n"), "\(said)")
      }
    }

    /// A fork bomb, a daemon in a session of its own and a display are gone after the epilogue: the
    /// end of `run` proves it.
    @Test(arguments: VirtualMachine.Mode.allCases)
    func nothingIsLeft(_ mode: VirtualMachine.Mode) throws {
      try VirtualMachineRun.run(mode) { run in
        try run.followGuides()
        try run.start(
          "442611.server", "mem=500mb",
          """
          setsid sleep 996 &
          setsid qgui-run xev > xev.log &
          until grep -q 'state = attachable' /tmp/qgui-*/442611/record 2>/dev/null; do sleep 0.2; done
          \(Self.tools)/fork-bomb 100 &
          until test $(pgrep -c -u alice fork-bomb) -gt 80; do sleep 0.2; done
          echo ready
          exec sleep 995
          """)
        try run.delete("442611.server")
        print(mode, try run.machine.output("journalctl --output=cat -t qgui-node | tail -n 3"))
      }
    }

    /// A daemon that was killed with its job calls no epilogue: the timer's sweep finds the rest, though
    /// the clock was set back meanwhile, and the job's record is of the future.
    @Test func sweepFindsWhatNoEpilogueEnded() throws {
      try VirtualMachineRun.run { run in
        try run.followGuides()
        try run.start(
          "442611.server", "mem=500mb", "setsid sleep 996 & echo ready; exec sleep 995")
        let unit = VirtualMachineRun.unit("442611")
        try run.machine.output(
          """
          set -e
          leader=$(sed -n 's/^shell = \\([0-9]*\\) .*/\\1/p' /run/qgui/jobs/442611)
          systemctl kill --kill-whom=main --signal=KILL \(unit)
          kill -KILL $leader
          rm -f /home/alice/job.out
          date --set '1 hour ago'
          """)
        run.atEnd { try run.machine.output("date --set '1 hour'") }
        let sweep = "systemctl start qgui-sweep.service; ls /run/qgui/jobs"
        // Nobody says that the job is gone.
        #expect(try run.machine.output(sweep) == "442611\n")
        try run.write(command: "qstat", "exit 153")
        #expect(try run.machine.output(sweep) == "")
        #expect(try run.machine.output("systemctl is-active qgui-sweep.timer") == "active\n")
      }
    }

    /// What an administrator sees who has followed the guides.
    @Test(arguments: VirtualMachine.Mode.allCases)
    func checkFindsTheNodeReady(_ mode: VirtualMachine.Mode) throws {
      try VirtualMachineRun.run(mode) { run in
        try run.followGuides()
        let said = try run.machine.run("qgui-node check")
        print(said.output)
        #expect(said.status < 2, "\(said.output)")
        for line in ["qgui-node is /usr/local/bin/qgui-node", "Torque's prologue calls qgui-node"] {
          #expect(said.output.contains("ok       \(line)"), "\(said.output)")
        }
      }
    }

    /// "Is it so?", as the guide asks.
    @Test(arguments: VirtualMachine.Mode.allCases)
    func guideIsTrue(_ mode: VirtualMachine.Mode) throws {
      try VirtualMachineRun.run(mode) { run in
        try run.followGuides()
        let said = try run.job("442611.server", "mem=300mb", try Guide.memoryTrial.commands())
        #expect(said.contains("/qgui.slice/qgui-442611.scope"), "\(said)")
        #expect(said.contains("Killed"), "\(said)")
        #expect(try run.machine.output("ls /run/qgui/jobs; qgui-node sweep --dry-run") == "")
        #expect(try run.machine.output("journalctl -t qgui-node").contains("job 442611 of alice"))
      }
    }

    /// For machines without systemd, whose lines work here too.
    @Test func linesForVersion1() throws {
      try VirtualMachineRun.run(.v1) { run in
        let group = "/sys/fs/cgroup/memory/qgui"
        run.atEnd {
          try run.machine.output("rmdir \(group); rm /etc/cgconfig.conf /etc/cron.d/qgui")
        }
        try run.machine.output(
          """
          set -e; mkdir -p /etc/cron.d; cd \(VirtualMachine.checkout)
          \(Guide.commands(.sweepFromCron, .limitForAllJobs))
          """)
        #expect(
          try run.machine.output("cat \(group)/memory.limit_in_bytes") == "\(UInt64(60) << 30)\n")
        let line = try run.machine.output("cut -d' ' -f7- /etc/cron.d/qgui")
        #expect(try run.machine.output(line) == "")
      }
    }

    private static func mount(_ mode: VirtualMachine.Mode) -> String {
      mode == .v2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory"
    }

    private static func group(_ job: Int, _ mode: VirtualMachine.Mode) -> String {
      "\(mount(mode))/qgui.slice/qgui-\(job).scope"
    }
  }
}
