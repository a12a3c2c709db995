import QGui
import Testing
import Transcripts

@Suite struct MemoryRequestTests {
  @Test(arguments: [
    ("openpbs", "qstat_f_running_select", "4gb"), ("openpbs", "qstat_f_multi_node", "1gb"),
    ("openpbs", "qstat_f_old_syntax_running", "4gb"), ("openpbs", "qstat_xf_mem_exceeded", "300mb"),
    ("openpbs", "qstat_f_jobname_number", nil), ("openpbs", "qstat_f_held", nil),
    ("torque", "qstat-f-R-script", "4gb"), ("torque", "qstat-f-C-memkill", "150mb"),
    ("torque", "qstat-f-C-vmemkill", "400mb"), ("torque", "qstat-f-R-longvars", nil),
    ("slurm-torque", "qstat-f-running", nil),
  ])
  func ofTranscript(_ system: String, _ name: String, expected: String?) throws {
    let report = try #require(QstatReport(Transcripts.stdout(system, name)))
    #expect(JobReport(report)?.memory?.description == expected)
  }

  /// One of two is its owner's own text.
  @Test(arguments: [
    ("Resource_List.mem = 900gb", "Resource_List.mem = 1gb"),
    ("Resource_List.mem = 1gb", "Resource_List.mem = 900gb"),
    ("Resource_List.mem = much", "Resource_List.mem = 1gb"),
    (
      "exec_vnode = (n:mem=900gb)",
      "exec_vnode = (n:mem=1gb)\n    Resource_List.mem = 1gb"
    ),
  ])
  func ofADoubledRequestTheSmallestCounts(_ first: String, _ second: String) throws {
    let text = """
      Job Id: 7.s
          Job_Owner = alice@login
          Error_Path = login:/x
          \(first)
          job_state = R
          exec_host = n/0
          \(second)
      """
    let report = try #require(QstatReport(text))
    #expect(JobReport(report)?.memory?.description == "1gb")
  }

  @Test(arguments: [
    ("n/0+m/0", "exec_vnode = (n:mem=1gb)+(m:mem=2gb)", "1gb"),
    ("n/0*0", "exec_vnode = (n[0]:ncpus=1:mem=1gb+n[1]:mem=1gb:ncpus=1+n[2]:ncpus=1)", "2gb"),
    ("n/0+m/0+n/1", "exec_vnode = (a:mem=1gb)+(b:mem=5gb)+(c:mem=2gb)", "3gb"),
    ("n/0+m/0", "exec_vnode = (n:ncpus=1)+(m:mem=2gb)\n    Resource_List.mem = 2gb", "1gb"),
    ("n/0", "exec_vnode = (n:mem=1gb)+(m:mem=2gb)", nil),
    ("n/0", "exec_vnode = n:mem=1gb", nil), ("n/0", "exec_vnode = (n:mem=1gb", nil),
    ("n/0", "exec_vnode = ((n:mem=1gb))+", nil), ("n/0", "exec_vnode = ", nil),
    ("n/0", "exec_vnode = (n:mem=9999pb+n:mem=9999pb)", nil),
    ("n/0-3", "Resource_List.pmem = 1gb", "4gb"),
    ("n/0-3", "Resource_List.pmem = 1gb\n    Resource_List.mem = 3gb", "3gb"),
    ("n/0-1+m/0", "Resource_List.vmem = 3gb", "1536mb"),
    ("n/0-1+m/0", "Resource_List.pvmem = 3gb", "6gb"),
    ("n/0-9", "Resource_List.pmem = 9999pb", nil), ("n/0", "Resource_List.mem = 0", nil),
    ("n/0", "Resource_List.mem = much", nil), ("n/0+m/0", "Resource_List.mem = 1", nil),
  ])
  func ofAttributes(_ hosts: String, attributes: String, expected: String?) throws {
    let text = "Job Id: 1.s\n    exec_host = \(hosts)\n    \(attributes)\n"
    let report = try #require(QstatReport(text))
    let size = try report.memoryPerHost(on: #require(ExecHost(hosts)))
    #expect(size?.description == expected)
  }

  @Test(arguments: [
    (["SLURM_MEM_PER_NODE": "4096"], "4gb"),
    (["SLURM_MEM_PER_CPU": "1000", "SLURM_CPUS_ON_NODE": "4"], "4000mb"),
    (["SLURM_MEM_PER_NODE": "1", "SLURM_MEM_PER_CPU": "2", "SLURM_CPUS_ON_NODE": "2"], "1mb"),
    (["SLURM_MEM_PER_NODE": "0", "SLURM_MEM_PER_CPU": "2", "SLURM_CPUS_ON_NODE": "2"], nil),
    (["SLURM_MEM_PER_CPU": "1000"], nil), (["SLURM_MEM_PER_NODE": "4G"], nil), ([:], nil),
    (["SLURM_MEM_PER_NODE": "-1"], nil), (["SLURM_MEM_PER_NODE": "99999999999999999999"], nil),
    (["SLURM_MEM_PER_CPU": "999999999999", "SLURM_CPUS_ON_NODE": "999999999999"], nil),
  ])
  func ofSlurm(_ environment: [String: String], expected: String?) {
    let request = MemoryRequest.fromSlurm(environment)
    #expect(request?.description == expected)
  }

  @Test func ofRecordedSlurmJob() {
    let lines = Transcripts.text("slurm-torque", "env-in-job.out").split(separator: "\n")
    let pairs = lines.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    let environment = Dictionary(
      pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
    #expect(MemoryRequest.fromSlurm(environment)?.description == "1000mb")
  }
}
