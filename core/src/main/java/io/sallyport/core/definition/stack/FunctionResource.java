package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.cloudformation.Resource;

/**
 * A Lambda function of a template.
 *
 * @param logicalId after those of the stacks around it
 * @param name what it is called, by which the configuration may name it
 * @param arn without qualifier
 * @param resource an {@code AWS::Lambda::Function}
 */
public record FunctionResource(String logicalId, String name, String arn, Resource resource) {}
