package io.sallyport.core.definition;

import io.sallyport.policy.Glob;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which functions API Gateway may call for what, by the resource-based policies that a template
 * gives them. See "AWS::Lambda::Permission" in the CloudFormation guide. A function that the
 * template does not declare has a policy that is not known, and is not judged.
 *
 * @param functions the ARNs, without qualifier, of the functions whose policies are known
 */
public record InvokePermissions(Set<String> functions, List<Permission> permissions) {

  /** Of an API whose functions all are declared elsewhere. */
  public static final InvokePermissions UNKNOWN = new InvokePermissions(Set.of(), List.of());

  /** The parts of {@code arn:aws:lambda:{region}:{account}:function:{name}}. */
  private static final int PARTS = 7;

  public InvokePermissions {
    functions = Set.copyOf(functions);
    permissions = List.copyOf(permissions);
  }

  /**
   * One statement of a function's policy.
   *
   * @param function the ARN of the function, its version or its alias
   * @param source what the call is for, with {@code *} and {@code ?}; null for anything
   */
  public record Permission(String function, @Nullable String source) {

    boolean covers(List<String> sources) {
      return source == null || sources.stream().anyMatch(Glob.of(source)::matches);
    }

    /** Whether it covers an authorizer, whose id is not known here: any is taken for it. */
    boolean coversAuthorizer(String api) {
      String id = source == null ? "" : source.substring(source.lastIndexOf('/') + 1);
      return covers(List.of(api + "/authorizers/" + id));
    }
  }

  /**
   * Whether the function may be called, as far as is known.
   *
   * @param arn with the qualifier it is called by
   * @param sources ARNs of what the call is for, of which one has to be covered
   */
  public boolean allow(String arn, List<String> sources) {
    return !functions.contains(unqualified(arn))
        || permissions.stream().anyMatch(one -> one.function().equals(arn) && one.covers(sources));
  }

  /**
   * Whether the function may be called for the authorizers of an API, as far as is known.
   *
   * @param api {@code arn:aws:execute-api:{region}:{account}:{api}}
   */
  public boolean allowAuthorizer(String arn, String api) {
    return !functions.contains(unqualified(arn))
        || permissions.stream()
            .anyMatch(one -> one.function().equals(arn) && one.coversAuthorizer(api));
  }

  private static String unqualified(String arn) {
    String[] parts = arn.split(":", -1);
    return parts.length <= PARTS ? arn : String.join(":", List.of(parts).subList(0, PARTS));
  }
}
