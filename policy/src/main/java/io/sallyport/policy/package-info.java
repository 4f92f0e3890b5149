/**
 * IAM's policy language: a document is parsed strictly, compiled once, and decides requests. Pure
 * and thread-safe; no sockets, no clocks. See the IAM user guide, "IAM JSON policy elements
 * reference" and "Policy evaluation logic".
 */
@NullMarked
package io.sallyport.policy;

import org.jspecify.annotations.NullMarked;
