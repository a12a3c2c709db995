/// How a job's cores and memory are written after `-l` (pbs_resources(7B)).
public enum JobSyntax: String, Sendable {
  /// `nodes=1:ppn=4,mem=4gb`, as OpenPBS, Torque and Slurm take it.
  case nodes
  /// `select=1:ncpus=4:mem=4gb`, of OpenPBS alone.
  case select
}

/// The names of the resources that lines of `#PBS` ask for after `-l`.
struct RequestedResources {
  let names: Set<String>

  init(_ lines: [JobDirective]) {
    names = Set(lines.flatMap { resources($0.description) }.map(\.name))
  }

  /// Whether the lines say which nodes or chunks the job has.
  var hasNodes: Bool { names.contains("nodes") || names.contains("select") }

  /// What OpenPBS takes inside `select=`, and beside it or `place=` nowhere else.
  var ofHosts: [String] { names.intersection(Self.hostResources).sorted() }

  private static let hostResources: Set = [
    "ncpus", "mem", "vmem", "arch", "host", "vnode", "mpiprocs", "ompthreads", "nchunk",
  ]
}

/// A part of a line, by the places of its characters there: what was quoted has gaps.
typealias DirectivePart = ArraySlice<String.Index>

extension DirectivePart {
  func text(of line: String) -> String { String(map { line[$0] }) }
}

/// The resources that a line asks for after `-l`, with names in lower case.
func resources(_ line: String) -> [(name: String, value: DirectivePart)] {
  resourceLists(line).flatMap { $0.split { line[$0] == "," } }.compactMap { part in
    part.firstIndex { line[$0] == "=" }.map { equals in
      let name = part[..<equals].text(of: line).lowercasedASCII.filter { $0 != " " }
      return (name, part[(equals + 1)...])
    }
  }
}

/// What follows each `-l`, with a blank behind it or without, and without quotes.
private func resourceLists(_ line: String) -> [DirectivePart] {
  var lists: [DirectivePart] = []
  var isNext = false
  for word in words(line) {
    let text = word.text(of: line)
    if isNext {
      lists.append(word)
    } else if text != "-l", text.hasPrefix("-l") {
      lists.append(word.dropFirst(2))
    }
    isNext = !isNext && text == "-l"
  }
  return lists
}

/// Split at blanks outside of quotes, which are left out (qsub(1B), "Directives").
private func words(_ line: String) -> [DirectivePart] {
  var words: [DirectivePart] = []
  var word: DirectivePart?
  var quote: Character?
  for index in line.indices {
    let character = line[index]
    if let open = quote {
      if character == open { quote = nil } else { word = (word ?? []) + [index] }
    } else if character == "'" || character == "\"" {
      quote = character
      word = word ?? []
    } else if character == " " || character == "\t" {
      if let whole = word { words.append(whole) }
      word = nil
    } else {
      word = (word ?? []) + [index]
    }
  }
  return words + [word].compactMap { $0 }
}
