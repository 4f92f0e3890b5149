/**
 * CloudFormation templates: parameters, conditions and functions resolved, each value with the
 * place it was written at.
 */
@NullMarked
package io.sallyport.core.definition.cloudformation;

import org.jspecify.annotations.NullMarked;
