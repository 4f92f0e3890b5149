package io.sallyport.core.pipeline;

/** Gets exactly one record of every request that arrived. Called on the loop; never blocks. */
@FunctionalInterface
public interface Recorder {

  void record(ExchangeRecord record);
}
