import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// qconnect where there is nothing to attach to: one line, what to do, and a status that says
  /// whether to try again.
  @Suite struct AnswerTests {
    @Test(arguments: [
      (["99"], 69, "no job 99 is known to the batch system"),
      (["abc"], 64, "'abc' is not a job id"),
      (["1;ls"], 64, "'1;ls' is not a job id"),
      (["$(ls)"], 64, "'$(ls)' is not a job id"),
      ([""], 64, "which job? type the number that qsub printed"),
      (["-g"], 64, "which program? say it after -g"),
      (["442600[]"], 64, "442600[] is an array"),
    ])
    func operand(_ operands: [String], _ status: Int32, _ words: String) throws {
      try ClusterRun.run { run in
        try expect(status, words, of: run.answer(["qconnect"] + operands))
      }
    }

    /// Said before anything is started or asked for.
    @Test(arguments: [
      (["env", "-u", "DISPLAY"], "no DISPLAY here: log in with ssh -X"),
      (["env", "DISPLAY="], "no DISPLAY here: log in with ssh -X"),
      (["env", "DISPLAY=:77"], "the display of this log-in does not accept us"),
      (["env", "PATH=/usr/local/bin"], "xpra is not installed here: apt install xpra"),
    ])
    func noScreen(_ prefix: [String], _ words: String) throws {
      try ClusterRun.run { run in
        try expect(69, words, of: run.answer(prefix + ["/usr/local/bin/qconnect", "99"]))
      }
    }

    /// Another user's screen, or a log-in without xauth.
    @Test func screenThatRefuses() throws {
      try ClusterRun.run { run in
        try run.bob.write("cookie", "")
        let cookie = run.bob.home + "/cookie"
        try run.cluster.run(
          ["xauth", "-f", cookie, "add", ":51", ".", "0123456789abcdef0123456789abcdef"],
          on: .login, as: run.bob)
        let screen = try run.start(["Xvfb", ":51", "-auth", cookie], on: .login, as: run.bob)
        try eventually("the screen is there; it says: \(screen.error)") {
          try run.cluster.capture(
            ["xdpyinfo"], on: .login, as: run.bob,
            environment: ["DISPLAY": ":51", "XAUTHORITY": cookie]
          ).status == 0
        }
        let answer = try run.answer(["env", "DISPLAY=:51", "qconnect", "99"])
        expect(69, "the display of this log-in does not accept us", of: answer)
        for process in run.cluster.processes(of: run.bob, on: .login) {
          process.identity.send(SIGTERM)
        }
      }
    }

    /// Slurm's qstat says the same of a job that is held.
    @Test(arguments: [[], ["-h"]])
    func jobThatDoesNotRun(_ options: [String]) throws {
      try ClusterRun.run { run in
        try run.drainNodes()
        let job = try run.submit(running: "xterm", options: options)
        try expect(
          75, "job \(job.id) is queued: try again", of: run.answer(["qconnect", "--once", job.id]))
        try job.delete()
      }
    }

    @Test func jobThatHasEnded() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "true")
        let status = try job.exitStatus()
        #expect(status == 0)
        try expect(69, "job \(job.id) has ended", of: run.answer(["qconnect", job.id]))
      }
    }

    @Test func jobWithoutASession() throws {
      try ClusterRun.run { run in
        let job = try run.submit("#!/bin/bash\nexec sleep 1000\n")
        try job.waitUntil(state: "RUNNING")
        let words = "job \(job.id) runs no display on "
        try expect(69, words, of: run.answer(["qconnect", "--once", job.id]))
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
      }
    }

    private func expect(_ status: Int32, _ words: String, of answer: Captured) {
      #expect(answer.status == status)
      #expect(answer.output == "")
      #expect(answer.error.hasPrefix("qconnect: \(words)"), "\(answer.error)")
      #expect(answer.error.split(separator: "\n").count == 1, "\(answer.error)")
    }
  }
}
