package io.sallyport.core.executionlog;

/** Where AWS's log says that a function is called. */
final class FunctionAddress {

  private static final int PARTITION = 1;
  private static final int REGION = 3;

  private FunctionAddress() {}

  /**
   * The address of Lambda's Invoke operation for the function, as AWS's log has it, wherever the
   * function runs; the bare name where {@code arn} is none.
   */
  static String of(String arn) {
    String[] parts = arn.split(":", -1);
    if (parts.length <= REGION || !parts[0].equals("arn")) {
      return arn;
    }
    String domain = parts[PARTITION].equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    return "https://lambda."
        + parts[REGION]
        + "."
        + domain
        + "/2015-03-31/functions/"
        + arn
        + "/invocations";
  }
}
