package io.sallyport.core.compile;

import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.integration.MappedRequestHeader;
import io.sallyport.core.integration.RequestMapping;
import io.sallyport.core.language.MappingTarget;
import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.values.RequestValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the request parameter mappings of one REST integration. */
final class RequestMappings {

  private final Context context;
  private final Sources sources;
  private final List<RequestMapping.Entry> headers = new ArrayList<>();
  private final List<RequestMapping.Entry> queries = new ArrayList<>();
  private final Map<String, RequestValue> paths = new HashMap<>();
  private final List<String> illegal = new ArrayList<>();
  private @Nullable RequestValue host;
  private boolean readsBody;
  private boolean whole = true;

  RequestMappings(Context context, List<ParameterMapping> mappings) {
    this.context = context;
    this.sources = new Sources(context);
    mappings.forEach(this::add);
  }

  RequestMapping mapping() {
    return new RequestMapping(
        headers,
        queries,
        host,
        readsBody ? RequestMapping.BodyUse.READ : RequestMapping.BodyUse.UNREAD);
  }

  /** What fills the placeholders of the address, by name. */
  Map<String, RequestValue> paths() {
    return paths;
  }

  /** Mapped headers that make every call fail. */
  List<String> illegal() {
    return illegal;
  }

  /** Whether every mapping could be compiled. */
  boolean isWhole() {
    return whole;
  }

  private void add(ParameterMapping mapping) {
    MappingTarget target = MappingTarget.parse(mapping.target());
    if (target == null) {
      invalid(mapping);
      return;
    }
    sources
        .request(mapping)
        .ifPresentOrElse(value -> put(target, value, mapping), () -> whole = false);
  }

  private void put(MappingTarget target, RequestValue value, ParameterMapping mapping) {
    String name = target.name();
    readsBody |= mapping.source().equals("method.request.body");
    switch (target.kind()) {
      case REQUEST_PATH -> paths.put(name, value);
      case REQUEST_QUERYSTRING ->
          queries.add(new RequestMapping.Entry(PercentCoding.encode(name), value));
      case REQUEST_HEADER -> header(name, value, mapping);
      case RESPONSE_HEADER, GATEWAY_RESPONSE_HEADER -> invalid(mapping);
    }
  }

  private void header(String name, RequestValue value, ParameterMapping mapping) {
    switch (MappedRequestHeader.of(name)) {
      case SENT -> {
        if (name.equalsIgnoreCase("Host")) {
          host = value;
        } else {
          headers.add(new RequestMapping.Entry(name, value));
        }
      }
      case VANISHES -> warn(mapping, "never reaches the endpoint");
      case ILLEGAL -> {
        illegal.add(name);
        warn(mapping, "may only be set by the gateway: every call is answered with 500");
      }
    }
  }

  private void warn(ParameterMapping mapping, String what) {
    context
        .problems()
        .warning(
            "ineffective-mapping",
            mapping.at(),
            "the mapped header `" + mapping.target() + "` " + what);
  }

  private void invalid(ParameterMapping mapping) {
    whole = false;
    context
        .problems()
        .error(
            "invalid-mapping-target",
            mapping.at(),
            "`"
                + mapping.target()
                + "` is not `integration.request.header|querystring|path.<name>`");
  }
}
