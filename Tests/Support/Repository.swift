/// Where this checkout is.
public enum Repository {
  public static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
}
