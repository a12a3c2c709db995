import TestSupport
import Testing

/// What needs systemd, or a version of control groups that this machine has not. Serialized: there
/// is one machine of each kind, and they are slow.
@Suite(
  .serialized,
  .enabled(if: VirtualMachine.missing == nil, "\(VirtualMachine.missing ?? "")"),
  .onTheMachines)
enum Machines {}
