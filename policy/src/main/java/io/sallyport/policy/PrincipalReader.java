package io.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code Principal} and {@code NotPrincipal}. */
final class PrincipalReader {

  private static final List<String> KINDS = List.of("AWS", "Service", "Federated", "CanonicalUser");

  private final StrictJson json;

  PrincipalReader(StrictJson json) {
    this.json = json;
  }

  /** The principals, each as {@code AWS:123456789012}; the one {@code *} for everybody. */
  List<Text> read(String element) throws InvalidPolicy {
    List<Text> principals = new ArrayList<>();
    if (json.isText()) {
      Text all = json.text("`" + element + "`");
      if (!all.value().equals("*")) {
        throw all.invalid("`" + element + "` is `" + all.value() + "`, expected `*` or an object");
      }
      return List.of(all);
    }
    json.members(
        "`" + element + "`",
        kind -> {
          if (!KINDS.contains(kind)) {
            throw json.invalid(
                "`"
                    + kind
                    + "` is no kind of principal, expected one of `"
                    + String.join("`, `", KINDS)
                    + "`");
          }
          for (Text text : json.texts("`" + kind + "`")) {
            principals.add(new Text(kind + ":" + text.value(), text.pointer()));
          }
        });
    return principals;
  }
}
