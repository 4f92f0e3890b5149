package io.sallyport.core.definition.cloudformation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * What resources are called and what attributes they have, once deployed. A resource whose template
 * gives it no name is called by its logical id, so that the operator can name it too; what AWS
 * would make up is made of the stack's name and the logical id, so that it stays the same.
 */
public final class ResourceNames implements Template.Attributes {

  private static final int ID_LENGTH = 10;

  private final Deployment deployment;

  ResourceNames(Deployment deployment) {
    this.deployment = deployment;
  }

  /**
   * The value of an attribute; of {@code Ref} where {@code attribute} is empty.
   *
   * @param resource with the property that names it resolved
   * @return empty where the resource has no such attribute
   */
  @Override
  public Optional<String> of(Resource resource, String attribute) {
    return switch (resource.type()) {
      case "AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api" ->
          switch (attribute) {
            case "", "RestApiId", "ApiId" -> Optional.of(apiId(resource.id()));
            case "RootResourceId" -> Optional.of(generated(resource.id() + "/"));
            default -> Optional.empty();
          };
      default -> attribute.isEmpty() ? Optional.of(resource.id()) : Optional.empty();
    };
  }

  private String apiId(String logicalId) {
    String chosen = deployment.choice(logicalId).id();
    return chosen == null ? generated(logicalId) : chosen;
  }

  /** Ten small letters and digits, as AWS makes them up. */
  private String generated(String what) {
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
