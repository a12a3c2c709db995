import Glibc

/// errno of the last call in this thread.
func currentErrno() -> Int32 { errno }
