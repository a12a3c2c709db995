import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// qconnect -g: a program in a job, from one line.
  @Suite struct SubmitTests {
    @Test func program() throws {
      try ClusterRun.run { run in
        let words = [
          "qconnect", "-t", "1", "-m", "1gb", "-w", "1h", "-g", "xterm", "-title", "mine",
        ]
        let first = try run.terminal(words)
        try first.waitUntil(shows: "submitted job ")
        let job = try run.job(submittedBy: first)
        _ = try run.screen.window(job.title("mine"))
        #expect(try job.attribute("JobName") == "int_xterm")
        #expect(try job.attribute("TimeLimit") == "01:00:00")
        try first.pressControlC()
        _ = try first.exitStatus()

        let second = try run.terminal(["qconnect", "-g", "xterm"])
        try second.waitUntil(shows: "xterm is there already, in job \(job.id): -c makes a new one")
        _ = try run.screen.window(job.title("mine"))
        try second.pressControlC()
        _ = try second.exitStatus()

        let third = try run.terminal(["qconnect", "-c", "-n", "other", "-g", "xterm"])
        try third.waitUntil(shows: "submitted job ")
        let other = try run.job(submittedBy: third)
        #expect(other.id != job.id)
        #expect(try other.attribute("JobName") == "other")
        _ = try run.screen.window(other.title("xterm"))
        try third.pressControlC()
        _ = try third.exitStatus()
        try job.delete()
        try other.delete()
      }
    }

    /// What reaches the program is what was typed.
    @Test func hostileArguments() throws {
      try ClusterRun.run { run in
        let words = ["it's", "$(touch /tmp/x)", "`id`", "", "#PBS -N evil", "\\", "\"!*?~\"", "ü"]
        let terminal = try run.terminal(["qconnect", "--once", "-g", "printf", "<%s>"] + words)
        try terminal.waitUntil(shows: "submitted job ")
        let job = try run.job(submittedBy: terminal)
        let status = try job.exitStatus()
        #expect(status == 0)
        _ = try terminal.exitStatus()
        let output = run.alice.read("int_printf.o\(job.id)") ?? ""
        #expect(output == words.map { "<\($0)>" }.joined())
        #expect(try job.attribute("JobName") == "int_printf")
      }
    }

    @Test func dryRun() throws {
      try ClusterRun.run { run in
        let answer = try run.answer([
          "qconnect", "--dry-run", "-n", "plots", "-t", "2", "-m", "3gb", "-w", "90m", "-q",
          "batch",
          "-o", "-A project", "-g", "R", "--vanilla",
        ])
        #expect(answer.status == 0)
        for line in [
          "#PBS -N plots", "#PBS -l nodes=1:ppn=2,mem=3gb", "#PBS -l walltime=01:30:00",
          "#PBS -q batch", "#PBS -A project", "exec qgui-run R --vanilla",
        ] {
          #expect(answer.output.contains("\n\(line)\n"), "\(line) in \(answer.output)")
        }
        #expect(try run.cluster.run(["squeue", "-h"], on: .login).isEmpty)
      }
    }

    @Test(arguments: [
      (["-q", "nosuch", "-g", "xterm"], 69, "there is no such queue"),
      (["-w", "8:00", "-g", "xterm"], 64, "8:00"),
      (["-m", "4", "-g", "xterm"], 64, "4"),
      (["-t", "0", "-g", "xterm"], 64, "0"),
      (["-o", "a\nb", "-g", "xterm"], 64, ""),
      (["-n", "a b", "-g", "xterm"], 64, "a b"),
      (["-n", "x"], 64, "-g"),
      (["-g", "xterm\n#PBS"], 64, ""),
      (["-l", "442600"], 64, "one thing at a time"),
    ])
    func badRequest(_ words: [String], _ status: Int32, _ shown: String) throws {
      try ClusterRun.run { run in
        let answer = try run.answer(["qconnect"] + words)
        #expect(answer.status == status, "\(answer.error)")
        #expect(answer.error.hasPrefix("qconnect: ") && answer.error.contains(shown))
        #expect(answer.error.split(separator: "\n").count == 1, "\(answer.error)")
        #expect(try run.cluster.run(["squeue", "-h"], on: .login).isEmpty)
      }
    }

    /// What the site sets is taken where nothing is said.
    @Test func siteDefaults() throws {
      try ClusterRun.run { run in
        try run.setSettings("job-cores = 2\njob-memory = 2gb\njob-walltime = 2h\n", on: .login)
        let answer = try run.answer(["qconnect", "--dry-run", "-w", "1h", "-g", "xterm"])
        #expect(answer.output.contains("#PBS -l nodes=1:ppn=2,mem=2gb\n"), "\(answer.output)")
        #expect(answer.output.contains("#PBS -l walltime=01:00:00\n"))
      }
    }

    /// Sessions that run can be attached to; what a new job would ask for is in doubt.
    @Test func errorInTheSitesFile() throws {
      try ClusterRun.run { run in
        try run.setSettings("grace = x\n", on: .login)
        let line =
          "qconnect: /etc/qgui/qgui.conf:1: grace 'x' is no number of seconds: say 0 to 65535: tell the"
          + " administrator\n"
        let list = try run.answer(["qconnect", "-l"])
        #expect(list.status == 0 && list.error.hasPrefix(line), "\(list.error)")
        let refused = try run.answer(["qconnect", "-g", "xterm"])
        #expect(refused.status == 69)
        #expect(
          refused.error == line + "qconnect: no job can be submitted until that is corrected\n")
        #expect(try run.cluster.run(["squeue", "-h"], on: .login).isEmpty)
      }
    }
  }
}
