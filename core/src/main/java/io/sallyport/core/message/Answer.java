package io.sallyport.core.message;

/** How an integration ends: with a response, or with a refusal that the gateway words itself. */
public sealed interface Answer permits Response, Refusal {}
