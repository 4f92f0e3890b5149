/**
 * Runs a Lambda handler for Java. These classes are copied into a folder of their own and run in a
 * function's process, where nothing else of the gateway is: they use the JDK alone, have no nested
 * classes, and are all named in {@code BootstrapFiles}.
 */
@NullMarked
package io.sallyport.adapters.bootstrap;

import org.jspecify.annotations.NullMarked;
