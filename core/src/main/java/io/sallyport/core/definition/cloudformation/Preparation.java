package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.Optional;

/** Makes a template of CloudFormation of what stands in a file, which may ask for transforms. */
@FunctionalInterface
public interface Preparation {

  /** The template, in which nothing of SAM is left; empty, with a problem, where it cannot be. */
  Optional<Mapping> plain(Mapping root, Deployment deployment, LocalFiles files, Problems problems);
}
