/** What calls to AWS need: credentials and signatures. */
@NullMarked
package io.sallyport.adapters.aws;

import org.jspecify.annotations.NullMarked;
