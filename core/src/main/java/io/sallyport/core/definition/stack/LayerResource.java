package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.cloudformation.Resource;

/**
 * A layer of a template, which functions name by its ARN.
 *
 * @param logicalId after those of the stacks around it
 * @param arn of the version the template makes
 * @param resource an {@code AWS::Lambda::LayerVersion}
 */
public record LayerResource(String logicalId, String arn, Resource resource) {}
