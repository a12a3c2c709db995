import TestSupport
import Testing

/// What needs cgroup version 2 or systemd. Serialized: there is one machine, and it is slow.
@Suite(
  .serialized,
  .enabled(if: VirtualMachine.missing == nil, "\(VirtualMachine.missing ?? "")"),
  .onOneMachine)
enum OneMachine {}
