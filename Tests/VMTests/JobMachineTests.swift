import Linux
import QGui
import TestSupport
import Testing

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
        #expect(lines.suffix(2) == [leaf, "\(inside)/qgui-19"], "\(said)")
        #expect(lines.contains { $0.hasPrefix("epilogue 0 ") })
        try run.delete("20.server")
        let log = try run.machine.output("journalctl --output=cat -t qgui-node")
        #expect(log.contains("job 19 of alice: \(inside), memory limit 300mb"), "\(log)")
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
          sleep 3
          echo ready
          exec sleep 995
          """)
        try run.delete("442611.server")
        let left = try run.machine.output(
          "pgrep --count -u alice -f 'fork-bomb|sleep|qgui-run|Xvfb' || true")
        #expect(left == "0\n")
        print(mode, try run.machine.output("journalctl --output=cat -t qgui-node | tail -n 3"))
      }
    }

    /// A daemon that was killed with its job calls no epilogue: the timer's sweep finds the rest.
    @Test func sweepFindsWhatNoEpilogueEnded() throws {
      try VirtualMachineRun.run { run in
        try run.followGuides()
        run.atEnd { try run.machine.output("rm -f /usr/local/bin/qstat") }
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
          touch -d '1 hour ago' /run/qgui/jobs/442611
          """)
        let sweep = "systemctl start qgui-sweep.service; ls /run/qgui/jobs"
        // Nobody says that the job is gone.
        #expect(try run.machine.output(sweep) == "442611\n")
        try run.machine.output(
          #"printf '#!/bin/sh\nexit 153\n' > /usr/local/bin/qstat; chmod 755 /usr/local/bin/qstat"#)
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

    private static func mount(_ mode: VirtualMachine.Mode) -> String {
      mode == .v2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory"
    }

    private static func group(_ job: Int, _ mode: VirtualMachine.Mode) -> String {
      "\(mount(mode))/qgui.slice/qgui-\(job).scope"
    }
  }
}
