/// Sizes, times, counts and names, as users write them and as batch systems print them.
enum NumberTarget {
  static let target = FuzzTarget("number", seeds: seeds) { input in
    let text = input[0]
    checkMemory(text)
    checkTimes(text)
    checkJob(text)
    checkDisplay(text)
    checkRecorded(text)
    checkXpra(text)
  }

  private static let seeds = [
    "4gb", "1.5gb", "512MB", "1048576b", "16mw", "+4gb", "4", "4g", "17179869183gb", "08:00:00",
    "8h", "90m", "2d", "8:00", "99999:59:59", "30m 10m, 2m", "none", "100000", "int_xterm",
    "batch@head", "#PBS -A physics", "-m ae", ":2147483647", ".cluster.example", "3600 99999999",
    "137 314572800 - 314572800", "4711 123456", "100:3", "speaker=on", "xpra-name=a b",
  ]

  private static func checkMemory(_ text: String) {
    do throws(MemorySizeError) {
      let size = try MemorySize(option: text)
      expect(size.bytes > 0, "no memory at all")
      expectSame(try? MemorySize(option: size.description), size, "a size's text")
      expectSame(MemorySize(reported: text), size, "a size as reported")
      check(size)
    } catch {
      expectSafe("\(error)")
    }
    if let size = MemorySize(reported: text) { check(size) }
  }

  private static func check(_ size: MemorySize) {
    expectSame(MemorySize(reported: size.description), size, "a size as printed")
    expectSafe(size.approximate)
    let gigabyte: UInt64 = 1 << 30
    expect(size.nextRequest >= size || size.bytes > .max - gigabyte, "less after a kill")
  }

  private static func checkTimes(_ text: String) {
    do throws(JobRequestError) {
      let time = try WallTime(option: text)
      expect((1...359_999_999).contains(time.seconds), "a walltime out of its range")
      expectSame(try? WallTime(option: time.description), time, "a walltime's text")
      expect(time.doubled.seconds >= time.seconds, "less than a walltime")
    } catch {
      expectSafe("\(error)")
    }
    do throws(JobRequestError) {
      let times = try WarningTimes(option: text)
      expectSame(try? WarningTimes(option: times.description), times, "warnings' text")
      let seconds = times.times.map(\.seconds)
      expect(zip(seconds, seconds.dropFirst()).allSatisfy { $1 < $0 }, "warnings' order")
    } catch {
      expectSafe("\(error)")
    }
    if let seconds = ListedTime.seconds(text[...]) {
      expect(seconds < 9_999_999 * 3600 + 100 * 60 + 100, "a listed time out of its range")
    }
  }

  private static func checkJob(_ text: String) {
    checkAsked(text, JobCores.init(option:)) { expect((1...100_000).contains($0.count), "cores") }
    checkAsked(text, JobName.init(option:)) { expectSame($0.description, text, "a name") }
    checkAsked(text, QueueName.init(option:)) { expectSame($0.description, text, "a queue") }
    checkAsked(text, JobDirective.init(option:)) { line in
      expect((1...1000).contains(line.description.utf8.count), "the length of a #PBS line")
      expect(!line.description.utf8.contains { $0 < 0x20 || $0 == 0x7f }, "a #PBS line's bytes")
      expectSame(try? JobDirective(option: line.description), line, "a #PBS line's text")
    }
    let name = JobName(program: text)
    expectSame(try? JobName(option: name.description), name, "a name for a program")
    expect(JobName.isBuiltIn(name.description), "a name that is not found again")
  }

  private static func checkAsked<Value>(
    _ text: String, _ read: (String) throws(JobRequestError) -> Value, _ check: (Value) -> Void
  ) {
    do throws(JobRequestError) {
      check(try read(text))
    } catch {
      expectSafe("\(error)")
    }
  }

  private static func checkDisplay(_ text: String) {
    if let display = DisplayNumber(text: text) {
      expectSame(DisplayNumber(text: display.description), display, "a display's text")
    }
    if let suffix = HostSuffix(text) {
      expectSame(HostSuffix(suffix.description), suffix, "a domain's text")
      let label = String(repeating: "n", count: 63)
      expect(HostName(label + suffix.description) != nil, "no host in a domain")
    }
    if let number = strictDecimal(text.utf8, upTo: 1_000_000_000_000_000_000) {
      expectSame("\(number)", text, "a number")
    }
  }

  private static func checkRecorded(_ text: String) {
    if let limit = TimeLimit(text: text) {
      expectSame(TimeLimit(text: limit.text), limit, "a time limit's text")
      expect(limit.isOver(now: limit.end), "a job beyond its end")
      expect(limit.left(now: 0) == limit.end, "the time that is left")
    }
    if let kill = MemoryKill(text: text) {
      expectSame(MemoryKill(text: kill.text), kill, "a memory kill's text")
      expectSafe(kill.sentence(program: "xterm"))
    }
    if let process = ProcessIdentity(text: text) {
      expect(process.pid > 1, "no process of ours")
      expectSame(ProcessIdentity(text: process.text), process, "a process's text")
    }
  }

  private static func checkXpra(_ text: String) {
    guard XpraOption.isWellFormed(text) else { return }
    let lines = XpraServer.configuration(extra: [text]).unicodeScalars.split(separator: "\n")
    expect(lines.allSatisfy { Substring($0).contains(" = ") }, "a line of xpra's without a name")
  }
}
