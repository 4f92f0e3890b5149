package io.sallyport.adapters.function;

import io.sallyport.adapters.function.process.ProcessSettings;
import java.net.URI;

/** How a function is served. */
public sealed interface FunctionSettings {

  /**
   * By an Invoke API, such as an emulator's.
   *
   * @param url what {@code /2015-03-31/functions/…} follows; or, where it ends in {@code
   *     /invocations}, the whole of it
   */
  record Endpoint(URI url) implements FunctionSettings {}

  /** By AWS. */
  enum Aws implements FunctionSettings {
    AWS
  }

  /** By processes of this machine. */
  record Local(ProcessSettings settings) implements FunctionSettings {}
}
