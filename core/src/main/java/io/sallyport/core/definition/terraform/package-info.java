/** Plans and states of Terraform, written as templates of CloudFormation. */
@NullMarked
package io.sallyport.core.definition.terraform;

import org.jspecify.annotations.NullMarked;
