import Linux
import QGui
import TestSupport
import Testing

extension Machines {
  /// ssh to a node with systemd: Debian's own sshd and PAM, and the lines of the guide.
  @Suite struct DoorMachineTests {
    /// It is limited with the job, and ends with it. (ssh shows no reasons here: it is told to be
    /// quiet.)
    @Test(arguments: VirtualMachine.Mode.allCases)
    func sessionIsInTheJob(_ mode: VirtualMachine.Mode) throws {
      try VirtualMachineRun.run(mode) { run in
        try run.followGuides()
        try run.installDoor()
        let before = try run.machine.run("hostname", as: "alice")
        #expect(before.status == 255)
        try run.start("19.server", "mem=200mb", "echo ready; exec sleep 995")
        let group = try run.machine.output("cat /proc/self/cgroup", as: "alice")
        #expect(group.contains("/qgui.slice/qgui-19.scope"), "\(group)")
        let files = try run.machine.output("ulimit -Sn; ulimit -Hn", as: "alice")
        #expect(files == "1024\n524288\n")
        let sshd = try run.machine.output(
          "grep '^Max open files' /proc/$(cat /run/sshd.pid)/limits")
        #expect(sshd.contains(" 4096 "), "\(sshd)")
        let greedy = try run.machine.output(
          "python3 -c 'b = bytearray(400 << 20)'; echo $?", as: "alice")
        #expect(greedy == "137\n")
        try run.machine.output("setsid sleep 994 > /dev/null 2>&1 < /dev/null &", as: "alice")
        let bob = try run.machine.run("hostname", as: "bob")
        #expect(bob.status == 255)
        try run.delete("19.server")
        try eventually("nothing of alice's is there", within: 60) {
          try run.machine.output("ps --no-headers -u alice | wc -l") == "0\n"
        }
        let after = try run.machine.run("hostname", as: "alice")
        #expect(after.status == 255)
        let said = try run.machine.run("qgui-node check | grep -E 'ssh|access'").output
        #expect(said.contains("ok       qgui-node access says who may ssh to this node"), "\(said)")
        #expect(said.contains("ok       qgui-node adopt puts ssh sessions into their jobs"))
        #expect(!said.contains("systemd of its own"), "\(said)")
      }
    }
  }
}
