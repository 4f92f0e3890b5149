/** Signatures at the speed of native code, where there is some for the machine. */
@NullMarked
package io.sallyport.adapters.crypto;

import org.jspecify.annotations.NullMarked;
