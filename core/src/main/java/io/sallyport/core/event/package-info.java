/** What Lambda functions are given: events of proxy integrations and of authorizers. */
@NullMarked
package io.sallyport.core.event;

import org.jspecify.annotations.NullMarked;
