import QGui
import Testing
import Transcripts

/// How much memory a job asked for, as Torque tells its prologue.
@Suite struct TorqueResourcesTests {
  private func memory(_ resources: String) throws -> String? {
    try HookCall(
      .prologue, arguments: ["7", "alice", "users", "name", resources, "batch", "", "/7.SC"],
      environment: [:]
    ).memory?.description
  }

  @Test(arguments: [
    ("mem=4gb", "4gb"), ("nodes=1:ppn=4,mem=4gb,walltime=01:00:00", "4gb"),
    ("neednodes=1,nodes=1,mem=300mb", "300mb"), ("mem=1024kb", "1mb"), ("mem=1048576", "1mb"),
    ("mem=128mw", "1gb"),
    ("nodes=2:ppn=4+node07,mem=3gb", "1gb"), ("nodes=node01+node02,mem=3gb", "1536mb"),
    ("nodes=2:ppn=4+node07,pmem=1gb", "4gb"), ("nodes=2:ppn=4+node07,vmem=3gb", "1gb"),
    ("nodes=2:ppn=4+node07,pvmem=1gb", "4gb"), ("nodes=node07:gpu:ppn=2,pmem=1gb", "2gb"),
    ("nodes=node07,pmem=1gb", "1gb"), ("pmem=1gb", "1gb"), ("nodes=0,mem=1gb", "1gb"),
    ("nodes=x:ppn=0,pmem=1gb", "1gb"), ("nodes=1:ppn=-2,pmem=1gb", "1gb"),
    ("mem=4gb,pmem=1gb,vmem=9gb", "4gb"), ("pmem=2gb,vmem=9gb,nodes=1:ppn=2", "4gb"),
    ("vmem=9gb,pvmem=1gb", "9gb"),
  ])
  func says(_ resources: String, _ memory: String) throws {
    #expect(try self.memory(resources) == memory)
  }

  /// A value may be any text of its user's.
  @Test func ofADoubledSizeTheSmallestCounts() throws {
    #expect(try memory("mem=1gb,mem=900gb") == "1gb")
    #expect(try memory("x=y,mem=900gb,mem=1gb") == "1gb")
    #expect(try memory("mem=much,mem=1gb") == "1gb")
    #expect(try memory("mem=1gb,\u{301}x=y") == "1gb")
    #expect(try memory("nodes=2,nodes=1,mem=2gb") == "1gb")
  }

  @Test(arguments: [
    "", ",", "=", "mem", "mem=", "=4gb", "mem=much", "mem=-4gb", "mem=4.5gb", "mem=0", "mem=0gb",
    "nodes=2,mem=1", "xmem=4gb", "mem =4gb", "MEM=4gb", "mem=4gb ", "walltime=01:00:00",
    "nodes=mem=4gb", "mem=16384pb", "mem=99999999999999999999gb", "mem=18446744073709551616",
    "pmem=9999pb,nodes=1:ppn=9999", "mem=４gb", "mem=4gb\n", "mem=4\0gb",
  ])
  func saysNothing(_ resources: String) throws {
    #expect(try memory(resources) == nil)
  }

  @Test func takesAnyLength() throws {
    let hosts = Array(repeating: "99999:ppn=99999", count: 10_000).joined(separator: "+")
    #expect(try memory("nodes=\(hosts),mem=1gb") == "1b")
    #expect(try memory("nodes=\(hosts),mem=100mb") == nil)
    #expect(try memory(String(repeating: "mem=1gb,", count: 10_000)) == "1gb")
  }
}

/// The same, as Slurm's scontrol says it.
@Suite struct SlurmAllocationTests {
  private func memory(_ text: String, cpus: String? = "1") -> MemorySize? {
    SlurmAllocation.memory(ofJob: "JobId=442601 JobName=j.sh \(text) Features=(null)", cpus: cpus)
  }

  @Test func ofARecordedJob() {
    let text = Transcripts.stdout("slurm-torque", "scontrol-show-job")
    #expect(text.contains(" MinMemoryCPU=1000M "))
    #expect(SlurmAllocation.memory(ofJob: text, cpus: "1")?.description == "1000mb")
    #expect(SlurmAllocation.memory(ofJob: text, cpus: "2(x2)")?.description == "2000mb")
  }

  @Test(arguments: [
    ("MinMemoryNode=300M", "300mb"), ("MinMemoryNode=4G", "4gb"), ("MinMemoryNode=1T", "1024gb"),
    ("MinMemoryNode=512K", "512kb"), ("MinMemoryNode=300", "300mb"),
    ("MinMemoryNode=300M MinMemoryCPU=1G", "300mb"), ("MinMemoryCPU=500M", "500mb"),
  ])
  func says(_ text: String, _ size: String) {
    #expect(memory(text)?.description == size)
  }

  @Test(arguments: ["4.50G", "4.5G", "4.509G"])
  func saysAFraction(_ text: String) {
    #expect(memory("MinMemoryNode=\(text)")?.approximate == "4.5 GB")
  }

  @Test(arguments: [
    ("4", 2000), ("2(x3)", 1000), ("4,2", 2000), ("1(x2),8,2(x4)", 4000), ("", 500), ("x", 500),
    ("-3", 500), ("99999999999", 500), ("(x3)", 500), ("2(x", 1000),
  ])
  func timesTheProcessors(_ cpus: String, _ megabytes: UInt64) {
    #expect(memory("MinMemoryCPU=500M", cpus: cpus) == MemorySize(bytes: megabytes << 20))
  }

  @Test func ofOneProcessorWhereNobodySays() {
    #expect(memory("MinMemoryCPU=500M", cpus: nil) == MemorySize(bytes: 500 << 20))
  }

  @Test(arguments: [
    "", "MinMemoryNode=", "MinMemoryNode=0", "MinMemoryCPU=0", "MinMemoryNode=much",
    "MinMemoryNode=-1G", "MinMemoryNode=1.2.3G", "MinMemoryNode=.5G", "MinMemoryNode=1P",
    "MinMemoryNode=99999999999G", "MinMemoryNode=(null)", "XMinMemoryNode=1G",
    "MinMemoryNode=４G", "MinMemoryNode=1G\0",
  ])
  func saysNothing(_ text: String) {
    #expect(memory(text) == nil)
  }

  /// To Swift a blank and a mark upon it are one character.
  @Test func aMarkBehindABlankHidesNothing() {
    #expect(memory("MinMemoryNode=4G \u{301}x")?.description == "4gb")
  }

  @Test func overflowsToNothing() {
    #expect(memory("MinMemoryCPU=999999999T", cpus: "999999") == nil)
  }

  /// A name and a comment may have blanks: Slurm prints them as they are, before and after.
  @Test(arguments: ["JobName", "Comment"], ["900G", "0", "much"])
  func noWordOfTheUsersRaisesIt(_ field: String, _ size: String) {
    let words = "a MinMemoryNode=\(size) MinMemoryCPU=\(size) b"
    var text = Transcripts.stdout("slurm-torque", "scontrol-show-job")
    guard let place = text.firstRange(of: "\(field)=") else {
      Issue.record("no \(field) in the transcript")
      return
    }
    text.insert(contentsOf: words, at: place.upperBound)
    #expect(SlurmAllocation.memory(ofJob: text, cpus: "1")?.description == "1000mb")
  }
}

@Suite struct SlurmLimitsMemoryTests {
  private static let slurm = "ClusterName=c\nTaskPlugin=task/affinity,task/cgroup\n"
  private static let cgroup = "ConstrainCores=yes\nConstrainRAMSpace=yes\n"

  @Test func bothFilesSaySo() {
    #expect(SlurmAllocation.limitsMemory(slurmConf: Self.slurm, cgroupConf: Self.cgroup))
    #expect(!SlurmAllocation.limitsMemory(slurmConf: Self.slurm, cgroupConf: ""))
    #expect(!SlurmAllocation.limitsMemory(slurmConf: "", cgroupConf: Self.cgroup))
  }

  @Test(arguments: [
    "taskplugin=TASK/CGROUP", "TASKPLUGIN = task/affinity , task/cgroup",
    "TaskPlugin=task/cgroup#x", "\t TaskPlugin\t=\ttask/cgroup  # why",
    "TaskPlugin=task/none\r\nTaskPlugin=task/cgroup\r\n",
  ])
  func hasThePlugin(_ text: String) {
    #expect(SlurmAllocation.limitsMemory(slurmConf: text, cgroupConf: Self.cgroup))
  }

  @Test(arguments: [
    "constrainramspace=YES", " ConstrainRamSpace = Yes # why", "CONSTRAINRAMSPACE=yes",
    "ConstrainRAMSpace=no\nConstrainRAMSpace=yes",
  ])
  func constrains(_ text: String) {
    #expect(SlurmAllocation.limitsMemory(slurmConf: Self.slurm, cgroupConf: text))
  }

  @Test(arguments: [
    "#TaskPlugin=task/cgroup", "TaskPlugin=task/affinity", "TaskPlugin=task/cgroups",
    "XTaskPlugin=task/cgroup", "TaskPlugin=", "TaskPlugin", "TaskPlugin=task/cgroup\nTaskPlugin=x",
    "TaskPlugin==task/cgroup",
  ])
  func hasNotThePlugin(_ text: String) {
    #expect(!SlurmAllocation.limitsMemory(slurmConf: text, cgroupConf: Self.cgroup))
  }

  @Test(arguments: [
    "# ConstrainRAMSpace=yes", "ConstrainRAMSpace=no", "ConstrainSwapSpace=yes",
    "ConstrainRAMSpace=yes\nConstrainRAMSpace=no", "ConstrainRAMSpace=", "ConstrainRAMSpace",
  ])
  func doesNotConstrain(_ text: String) {
    #expect(!SlurmAllocation.limitsMemory(slurmConf: Self.slurm, cgroupConf: text))
  }
}
