package io.sallyport.core.definition.cloudformation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What resources are called and what attributes they have, once deployed. A resource whose template
 * gives it no name is called by its logical id, so that the operator can name it too; what AWS
 * would make up is made of the stack's name and the logical id, so that it stays the same.
 */
public final class ResourceNames implements Template.Attributes {

  private static final int ID_LENGTH = 10;

  /** User pools' ids have at most 55 characters, of which the longest region takes 14. */
  private static final int LONGEST_POOL_NAME = 40;

  private static final String ARN = "arn:";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+(?::[a-z0-9]+)?)}");

  private final Deployment deployment;

  /** Names are compared often, and each costs a digest. */
  private final Map<String, String> generated = new HashMap<>();

  ResourceNames(Deployment deployment) {
    this.deployment = deployment;
  }

  /**
   * The value of an attribute; of {@code Ref} where {@code attribute} is empty.
   *
   * @param resource with the property that names it resolved
   * @return empty where the resource has no such attribute; resources of types that definitions of
   *     APIs do not depend on have every attribute
   */
  @Override
  public Optional<String> of(Resource resource, String attribute) {
    Optional<ResourceAttributes.Attributes> type = ResourceAttributes.of(resource.type());
    if (type.isEmpty()) {
      return Optional.of(attribute.isEmpty() ? resource.id() : other(resource, attribute));
    }
    return type.get()
        .pattern(attribute.isEmpty() ? ResourceAttributes.REF : attribute)
        .map(pattern -> filled(pattern, type.get(), resource, attribute));
  }

  private String filled(
      String pattern, ResourceAttributes.Attributes type, Resource resource, String attribute) {
    Matcher matcher = PLACEHOLDER.matcher(pattern);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String value = value(matcher.group(1), type, resource, attribute);
      matcher.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(text).toString();
  }

  private String value(
      String placeholder, ResourceAttributes.Attributes type, Resource resource, String attribute) {
    return switch (placeholder) {
      case "name" -> name(type, resource);
      case "id" -> generated(resource.id());
      case "region" -> deployment.region();
      case "account" -> deployment.account();
      case "partition" -> deployment.partition();
      case "suffix" -> deployment.urlSuffix();
      case "api" -> apiId(resource.id());
      case "root" -> generated(resource.id() + "/");
      case "endpoint" ->
          "https://%s.execute-api.%s.%s"
              .formatted(apiId(resource.id()), deployment.region(), deployment.urlSuffix());
      case "pool" -> pool(resource.id());
      case "bucket" -> name(type, resource).toLowerCase(Locale.ROOT);
      case "function" -> functionArn(resource);
      case "other" -> other(resource, attribute);
      default -> arn(placeholder.substring(ARN.length()));
    };
  }

  private String name(ResourceAttributes.Attributes type, Resource resource) {
    return resource
        .text(type.nameProperty())
        .orElseGet(() -> deployment.path().replace('/', '-') + resource.id());
  }

  /** A value that says whose it is, for attributes that nothing here depends on. */
  private static String other(Resource resource, String attribute) {
    return resource.id() + "." + attribute;
  }

  /** API Gateway's own ARNs name no account, all others do. */
  private String arn(String service) {
    String start = ARN + deployment.partition() + ":";
    return switch (service) {
      case "apigateway" -> start + "apigateway:" + deployment.region() + "::";
      case "cognito" -> start + "cognito-idp:" + deployment.region() + ":" + deployment.account();
      default -> start + service + ":" + deployment.region() + ":" + deployment.account();
    };
  }

  /** The ARN of the function that an alias, a version or a URL is of, without qualifier. */
  private String functionArn(Resource resource) {
    String named =
        resource
            .text("FunctionName")
            .or(() -> resource.text("TargetFunctionArn"))
            .orElse(resource.id());
    if (!named.startsWith(ARN)) {
      return arn("lambda") + ":function:" + named;
    }
    String[] parts = named.split(":", -1);
    return parts.length > 7 ? String.join(":", Arrays.copyOf(parts, 7)) : named;
  }

  /** The region and the logical id, by which the configuration can name the issuer. */
  private String pool(String logicalId) {
    String name =
        logicalId.length() <= LONGEST_POOL_NAME
            ? logicalId
            : logicalId.substring(0, LONGEST_POOL_NAME - ID_LENGTH) + generated(logicalId);
    return deployment.region() + "_" + name;
  }

  private String apiId(String logicalId) {
    String chosen = deployment.choice(logicalId).id();
    return chosen == null ? generated(logicalId) : chosen;
  }

  /** Ten small letters and digits, as AWS makes them up. */
  private String generated(String what) {
    return generated.computeIfAbsent(what, this::generate);
  }

  private String generate(String what) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash =
          digest.digest((deployment.stack() + '\0' + what).getBytes(StandardCharsets.UTF_8));
      StringBuilder id = new StringBuilder(ID_LENGTH);
      for (int i = 0; i < ID_LENGTH; i++) {
        id.append(Character.forDigit((hash[i] & 0xff) % 36, 36));
      }
      return id.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
