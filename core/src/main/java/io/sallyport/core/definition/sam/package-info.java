/**
 * AWS's SAM transform: {@code AWS::Serverless::*} resources and their events become CloudFormation
 * resources, each value with the place it was written at.
 */
@NullMarked
package io.sallyport.core.definition.sam;

import org.jspecify.annotations.NullMarked;
