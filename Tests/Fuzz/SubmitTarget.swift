/// What qsub and scontrol answer.
///
/// Fields: the output, the errors or what a job's user wrote, the CPUs of a node.
enum SubmitTarget {
  static let target = FuzzTarget("submit", seeds: seeds) { input in
    for status: Int32 in [0, 1, 2] {
      check(QsubAnswer.decide(exitStatus: status, stdout: input[0], stderr: input[1]))
    }
    checkMemory(input[0], usersOwn: input[1], cpus: input[2])
    _ = SlurmAllocation.limitsMemory(slurmConf: input[0], cgroupConf: input[1])
  }

  private static let seeds = [
    "442611.head\n", "8[].head\n", "Site says hello\n7\n",
    "qsub: Unknown queue\0sbatch: error: invalid partition specified\n",
    "JobId=7 JobName=x MinMemoryNode=4G Features=(null)\0 MinMemoryCPU=500M\u{0}4(x2),2",
    "JobId=7 MinMemoryCPU=4.50G Comment=\0MinMemoryNode=16777215T",
    "TaskPlugin=task/affinity,task/cgroup\n\0ConstrainRAMSpace = yes # limits\n",
  ]

  private static func check(_ answer: QsubAnswer) {
    switch answer {
    case .submitted(let job):
      expect(!job.isArrayParent && job.index == nil, "an array was submitted")
    case .failed(let report):
      expect([64, 69, 75, 77].contains(report.status), "exit status \(report.status)")
      expectGood(report)
    }
  }

  /// Nobody gives themselves more by what they write into their job.
  private static func checkMemory(_ text: String, usersOwn: String, cpus: String) {
    guard let memory = SlurmAllocation.memory(ofJob: text, cpus: cpus) else { return }
    expect(memory.bytes > 0, "no memory at all")
    let forged = SlurmAllocation.memory(ofJob: text + " " + usersOwn, cpus: cpus)
    expect(forged.map { $0 <= memory } ?? false, "more memory by a job's own words")
  }
}
