package io.sallyport.core.pipeline;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Later;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Request;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the gateway, and what has been learnt of it so far. Confined to
 * its loop; a step that runs elsewhere has the exchange to itself until it returns.
 */
public final class Exchange {

  private static final String[] NO_PARAMETERS = {};
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Request request;
  private final Caller caller;
  private final Ids ids;
  private final long arrivalNanos;
  private final long arrivalMillis;
  private final String requestId;
  private final String extendedRequestId;

  private @Nullable Route route;
  private String[] pathParameters = NO_PARAMETERS;
  private int pathOffset;
  private Body body;
  private @Nullable Bytes held;
  private @Nullable String trace;
  private @Nullable Identity identity;
  private @Nullable AuthorizerReport authorizerReport;
  private @Nullable Refusal refusal;
  private long integrationStart = -1;
  private long integrationNanos = -1;
  private int integrationStatus;
  private int status;

  // The driver's own: where it stands and what it waits for.
  int next;
  @Nullable Later<?> awaited;
  boolean over;

  /** Where the id of a request comes from. */
  public enum RequestIdSource {
    /** The gateway makes every id, so that no caller can make two requests look like one. */
    GATEWAY,
    /** A UUID in the caller's {@code x-amzn-RequestId} is kept, as AWS does. */
    CALLER
  }

  /** An exchange whose request id the gateway makes. */
  public Exchange(Request request, Caller caller, Ids ids, Times times) {
    this(request, caller, ids, times, RequestIdSource.GATEWAY);
  }

  public Exchange(
      Request request, Caller caller, Ids ids, Times times, RequestIdSource requestIdSource) {
    this.request = request;
    this.caller = caller;
    this.ids = ids;
    this.arrivalNanos = times.nanos();
    this.arrivalMillis = times.millis();
    this.requestId = requestId(request, ids, requestIdSource);
    this.extendedRequestId = ids.extended();
    this.body = request.body();
  }

  public Request request() {
    return request;
  }

  public Caller caller() {
    return caller;
  }

  public String requestId() {
    return requestId;
  }

  public String extendedRequestId() {
    return extendedRequestId;
  }

  public long arrivalNanos() {
    return arrivalNanos;
  }

  public long arrivalMillis() {
    return arrivalMillis;
  }

  /** The route; a bug to ask before selection. */
  public Route route() {
    return Objects.requireNonNull(route, "no route is selected yet");
  }

  /** Whether a route was selected; false for what fails before. */
  public boolean hasRoute() {
    return route != null;
  }

  /** The value of the path parameter at {@code index} of {@link Route#parameters()}, as sent. */
  public String pathParameter(int index) {
    return pathParameters[index];
  }

  /** The value of the path parameter {@code name}, still percent-encoded, or null. */
  public @Nullable String pathParameter(String name) {
    int index = route().parameters().indexOf(name);
    return index < 0 || index >= pathParameters.length ? null : pathParameters[index];
  }

  /** For the selector: the values in the order of {@link Route#parameters()}. */
  public void pathParameters(String[] values) {
    this.pathParameters = values;
  }

  /**
   * Where in {@link Request#path()} the resource path starts: after the stage, if that is in it.
   */
  public int pathOffset() {
    return pathOffset;
  }

  /** For the selector: where the resource path starts. */
  public void pathOffset(int offset) {
    this.pathOffset = offset;
  }

  /** The request body as the next step gets it: streamed, or held once a step asked for it. */
  public Body body() {
    return body;
  }

  /** The held body; a bug to ask in a step that does not say it holds. */
  public Bytes held() {
    return Objects.requireNonNull(held, "the body is not held");
  }

  /**
   * The value of {@code X-Amzn-Trace-Id} for the integration: the caller's where it has a root,
   * else a new one.
   */
  public String trace() {
    String known = trace;
    if (known == null) {
      String sent = request.headers().first(KnownHeader.X_AMZN_TRACE_ID);
      known = sent != null && sent.startsWith("Root=") ? sent : ids.trace(arrivalMillis);
      trace = known;
    }
    return known;
  }

  /** Who the caller is; null where no authorizer has said so. */
  public @Nullable Identity identity() {
    return identity;
  }

  /** For authorizers: who the caller is. */
  public void identity(Identity found) {
    this.identity = found;
  }

  /** How the authorizer worked; null where there is none. */
  public @Nullable AuthorizerReport authorizerReport() {
    return authorizerReport;
  }

  /** For authorizers: how they worked. */
  public void authorizerReport(AuthorizerReport report) {
    this.authorizerReport = report;
  }

  /** Why the request was refused, or null. */
  public @Nullable Refusal refusal() {
    return refusal;
  }

  /** The status sent or about to be sent to the caller; 0 before that. */
  public int status() {
    return status;
  }

  /** How long the integration took, in nanoseconds; -1 when it was not called. */
  public long integrationNanos() {
    return integrationNanos;
  }

  /** The integration's status; 0 when it gave none. */
  public int integrationStatus() {
    return integrationStatus;
  }

  /**
   * For integrations, on the loop: the status the endpoint answered with. One that comes when the
   * integration is over, such as after its timeout, is of no answer that anybody gets.
   */
  public void integrationStatus(int value) {
    if (integrationNanos < 0) {
      this.integrationStatus = value;
    }
  }

  private static String requestId(Request request, Ids ids, RequestIdSource source) {
    if (source == RequestIdSource.CALLER) {
      String sent = request.headers().last(KnownHeader.X_AMZN_REQUEST_ID);
      if (sent != null && UUID.matcher(sent).matches()) {
        return sent;
      }
    }
    return ids.uuid();
  }

  void select(Route selected) {
    this.route = selected;
  }

  void hold(Bytes bytes) {
    this.held = bytes;
    this.body = bytes;
  }

  boolean isHeld() {
    return held != null;
  }

  void refuse(Refusal why) {
    this.refusal = why;
  }

  void status(int value) {
    this.status = value;
  }

  void integrationStarts(long nanos) {
    this.integrationStart = nanos;
  }

  void integrationEnds(long nanos) {
    if (integrationStart >= 0 && integrationNanos < 0) {
      this.integrationNanos = nanos - integrationStart;
    }
  }
}
