import Glibc
import QGui

/// Text that may stand for bytes which are not UTF-8, as the system gives and takes it.
extension String {
  init(systemString: UnsafePointer<CChar>) {
    let bytes = UnsafeRawBufferPointer(start: systemString, count: strlen(systemString))
    self.init(systemBytes: bytes)
  }

  func withSystemString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (systemBytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer {
      body($0.baseAddress!)
    }
  }
}
