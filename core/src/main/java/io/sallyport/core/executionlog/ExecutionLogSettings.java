package io.sallyport.core.executionlog;

/**
 * What the execution log holds; AWS's {@code loggingLevel} and {@code dataTraceEnabled}.
 *
 * @param dataTrace whether headers, parameters, addresses and bodies are logged; at {@link
 *     Level#INFO} only
 * @param masking what is left of secrets
 */
public record ExecutionLogSettings(Level level, DataTrace dataTrace, Masking masking) {

  /** Which requests are logged. */
  public enum Level {
    /** Those the gateway refuses or fails. */
    ERROR,
    /** All. */
    INFO
  }

  /** Whether the data of requests and responses is logged. */
  public enum DataTrace {
    OFF,
    ON
  }

  boolean logsAll() {
    return level == Level.INFO;
  }

  boolean logsData() {
    return level == Level.INFO && dataTrace == DataTrace.ON;
  }
}
