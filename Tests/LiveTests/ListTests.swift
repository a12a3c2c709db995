import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneLive {
  /// `qconnect -l`, and what it takes for a job of one's own.
  @Suite struct ListTests {
    @Test func subjobsAreListed() throws {
      try ClusterRun.live { run in
        let array = try run.submitBash(
          "exec qgui-run xev", run.one(on: .node01, memory: "700mb") + run.arrayOfTwo)
        let subjobs = [1, 2].map(array.subjob)
        for job in subjobs { try job.waitUntilAttachable() }
        let list = try run.answer(["qconnect", "-l"])
        for job in subjobs {
          let line = list.output.split(separator: "\n").first { $0.hasPrefix("\(job.id) ") }
          let words = line?.split(separator: " ").map(String.init) ?? []
          #expect(words.contains("running") && words.contains("node01"), "\(list)")
        }
        // A subjob that runs is a session: no new job is submitted for want of one.
        let bare = try run.answer(["qconnect"])
        #expect(bare.status != 0 || bare.error.contains(array.number), "\(bare)")
        let jobs = try run.livingJobs()
        #expect(jobs.allSatisfy { $0.hasPrefix(array.number) }, "\(jobs)")

        let terminal = try run.qconnect(subjobs[1])
        _ = try run.screen.window("^Event Tester .job \(array.number).2..$")
        try terminal.pressControlC()
        _ = try terminal.exitStatus()
        try run.cluster.run(["qdel", array.id], on: .login, as: run.alice)
        _ = run.leftovers(within: ClusterRun.promised)
        for job in subjobs {
          let why = try job.why()
          #expect(why.contains("the job was deleted"), "\(why)")
        }
      }
    }

    /// Of subjobs that wait the first is listed, where the name says that they are to be sessions.
    @Test func arrayThatWaits() throws {
      try ClusterRun.live { run in
        let array = try run.submitBash(
          "exec qgui-run xev", ["-h", "-N", "int_array"] + run.arrayOfTwo)
        let list = try run.answer(["qconnect", "-l"])
        #expect(list.output.contains(array.number), "\(list)")
        try run.cluster.run(["qdel", array.id], on: .login, as: run.alice)
      }
    }

    /// Of the other user nothing is listed.
    @Test func onlyOnesOwn() throws {
      try ClusterRun.live { run in
        let bobs = try run.submitBash(
          "exec qgui-run xev", run.one(on: .node01, memory: "700mb"), as: run.bob)
        let own = try run.submitBash("exec qgui-run xev", run.one(on: .node02, memory: "700mb"))
        try bobs.waitUntilAttachable()
        try own.waitUntilAttachable()
        let list = try run.answer(["qconnect", "-l"])
        let ids = list.output.split(separator: "\n").dropFirst().map {
          String($0.prefix { $0 != " " })
        }
        #expect(ids == [own.id], "\(list)")
        #expect(list.error.isEmpty, "\(list.error)")
        try bobs.delete()
        try own.delete()
      }
    }
  }
}
