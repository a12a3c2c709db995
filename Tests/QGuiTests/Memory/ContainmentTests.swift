import QGui
import Testing

@Suite struct ContainmentTests {
  private static let job = CgroupLocation(version: .v1, mountPoint: "/cg", path: "/job")
  private static let gb4 = MemorySize(bytes: 4 << 30)
  private static let gb1 = MemorySize(bytes: 1 << 30)
  /// 4 GB less 400 MB.
  private static let inner4 = MemorySize(bytes: 4 << 30 - 400 << 20)

  /// What was found, asked for and decided, a line each.
  struct Line: Sendable, CustomTestStringConvertible {
    let name: String
    var delegated = false
    var outer: MemorySize?
    var systemd = false
    var request: MemorySize?
    let expected: Containment

    var testDescription: String { name }
  }

  static let lines: [Line] = [
    Line(name: "nothing, nobody asks", expected: .none(.request)),
    Line(name: "nothing, somebody asks", request: gb4, expected: .none(.delegation(gb4))),
    Line(name: "delegated, nobody asks", delegated: true, expected: .none(.request)),
    Line(
      name: "delegated", delegated: true, request: gb4,
      expected: .group(parent: job, limit: gb4, jobLimit: nil)),
    Line(
      name: "delegated inside a limit", delegated: true, outer: gb4,
      expected: .group(parent: job, limit: inner(gb4), jobLimit: gb4)),
    Line(
      name: "delegated, asks for less than the limit", delegated: true, outer: gb4, request: gb1,
      expected: .group(parent: job, limit: gb1, jobLimit: nil)),
    Line(
      name: "delegated, asks for as much as the limit", delegated: true, outer: gb4, request: gb4,
      expected: .group(parent: job, limit: inner(gb4), jobLimit: gb4)),
    Line(
      name: "delegated counts before systemd", delegated: true, systemd: true, request: gb4,
      expected: .group(parent: job, limit: gb4, jobLimit: nil)),
    Line(name: "systemd", systemd: true, request: gb4, expected: .userScope(limit: gb4)),
    Line(name: "systemd, nobody asks", systemd: true, expected: .none(.request)),
    Line(
      name: "systemd would leave the batch system's group", outer: gb4, systemd: true,
      request: gb1, expected: .batchGroup(job, limit: gb4)),
    Line(name: "the batch system's own", outer: gb4, expected: .batchGroup(job, limit: gb4)),
  ]

  private static func inner(_ outer: MemorySize) -> MemorySize {
    DisplayReserve.limit(within: outer, keeping: DisplayReserve.builtIn)
  }

  private static func decide(
    _ wish: Containment.Wish, _ found: Containment.Found, request: MemorySize?
  ) -> Containment {
    .decide(wish, found, request: request, reserve: DisplayReserve.builtIn)
  }

  @Test(arguments: lines)
  func decides(_ line: Line) {
    let found = Containment.Found(
      location: Self.job, delegated: line.delegated ? Self.job : nil, outerLimit: line.outer,
      userSystemd: line.systemd)
    for wish in [Containment.Wish.preferred, .required] {
      #expect(Self.decide(wish, found, request: line.request) == line.expected)
    }
    #expect(
      Self.decide(.off, found, request: line.request) == .none(.switchedOff))
  }

  @Test func isNowhereWithoutAController() {
    let found = Containment.Found(
      location: nil, delegated: nil, outerLimit: nil, userSystemd: false)
    #expect(Self.decide(.preferred, found, request: nil) == .none(.request))
    #expect(Self.decide(.preferred, found, request: Self.gb4) == .none(.delegation(Self.gb4)))
  }

  /// 400 MB, at most a quarter.
  @Test(arguments: [(400, 300), (1024, 768), (1600, 1200), (2048, 1648), (65_536, 65_136)])
  func leavesTheDisplayItsShare(_ job: UInt64, _ program: UInt64) {
    #expect(Self.inner(MemorySize(bytes: job << 20)) == MemorySize(bytes: program << 20))
  }

  /// Another reserve than the built-in.
  @Test(arguments: [(100, 900), (250, 750), (400, 750), (5000, 750)])
  func leavesTheDisplayWhatIsSet(_ reserve: UInt64, _ program: UInt64) {
    let outer = MemorySize(bytes: 1000 << 20)
    let found = Containment.Found(
      location: Self.job, delegated: Self.job, outerLimit: outer, userSystemd: false)
    let decided = Containment.decide(
      .preferred, found, request: nil, reserve: MemorySize(bytes: reserve << 20))
    let limit = MemorySize(bytes: program << 20)
    #expect(decided == .group(parent: Self.job, limit: limit, jobLimit: outer))
  }

  @Test(
    arguments: [
      (Containment.group(parent: job, limit: gb1, jobLimit: nil), "group v1", gb1),
      (.userScope(limit: gb1), "user scope", gb1),
      (.batchGroup(job, limit: gb4), "batch system", gb4),
      (.none(.request), "none", nil),
    ] as [(Containment, String, MemorySize?)])
  func hasAName(_ containment: Containment, _ name: String, _ limit: MemorySize?) {
    #expect(containment.name == name)
    #expect(containment.limit == limit)
  }

  /// What is not known is not claimed, and a scope would leave a group that may have a limit.
  @Test func aGroupThatCannotBeRead() {
    for (request, systemd) in [(Self.gb4, true), (Self.gb1, false), (nil, false)] {
      let found = Containment.Found(
        location: Self.job, delegated: nil, outerLimit: nil, userSystemd: systemd, isHidden: true)
      #expect(Self.decide(.required, found, request: request) == .none(.hidden(Self.job)))
    }
  }

  private static let noGroup =
    "no memory cgroup can be made here: ask the administrator (qgui-node check)"

  @Test(
    arguments: [
      (.request, .noJob, nil, "no memory limit is set for R: use --mem, such as --mem=4gb"),
      (
        .request, .none, gb1,
        "the job asks for no memory, so no limit is set for R: ask for mem= in the job, or use --mem"
      ),
      (
        .request, .unknown, nil,
        "cannot find out how much memory the job asks for, so no limit is set for R: use --mem"
      ),
      (.delegation(gb4), .none, nil, "cannot limit R to 4 GB: \(noGroup)"),
      (
        .delegation(gb4), .none, gb1,
        "each process of R may use 1 GB, and qgui-run cannot limit them together: \(noGroup)"
      ),
      (
        .hidden(job), .none, nil,
        "cannot read the memory limit of the job (/cg/job): ask the administrator to run qgui-node"
          + " check on this node"
      ),
      (.switchedOff, .unknown, gb1, nil),
    ] as [(Containment.Missing, Containment.Missing.Request, MemorySize?, String?)])
  func saysWhatWasFound(
    _ missing: Containment.Missing, _ request: Containment.Missing.Request,
    _ ofProcess: MemorySize?,
    _ sentence: String?
  ) {
    let said = missing.sentence(program: "R", request: request, ofProcess: ofProcess)
    #expect(said == sentence)
    #expect(said.map(isOneSafeLine) ?? true)
  }

  @Test(
    arguments: [
      (.request, .noJob, "no limit is set: use --mem=4gb, for example"),
      (.request, .none, "the job asks for no memory: ask for mem= in the job, or use --mem"),
      (.request, .unknown, "qgui-run cannot find out what the job asks for: use --mem"),
      (
        .delegation(gb4), .none,
        "no memory cgroup can be made here: ask the administrator (qgui-node check)"
      ),
      (
        .hidden(job), .noJob,
        "the job's memory limit cannot be read: ask the administrator (qgui-node check)"
      ),
      (.switchedOff, .none, nil),
    ] as [(Containment.Missing, Containment.Missing.Request, String?)])
  func saysWhyItIsRefused(
    _ missing: Containment.Missing, _ request: Containment.Missing.Request, _ rest: String?
  ) {
    let said = missing.refusal(program: "chromium", request: request)
    let words = "cannot start chromium: a memory limit is required here, and "
    #expect(said == rest.map { words + $0 })
    #expect(("qgui-run: " + (said ?? "")).count <= 160)
  }

  @Test(arguments: [true, false])
  func addressSpaceLimitIsOneLine(_ isPBS: Bool) {
    let said = AddressSpaceLimit.sentence(Self.gb1, isPBS: isPBS)
    #expect(said.hasPrefix("the address space is limited to 1 GB ("))
    #expect(said.contains("vmem") == isPBS)
    #expect(("qgui-run: " + said).count <= 160, "\(said)")
  }
}
