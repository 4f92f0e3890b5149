package io.sallyport.edge.tls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The certificates in force and which of them a caller is shown, by the name it asks for (SNI, RFC
 * 6066): the one with exactly that name, else one with a wildcard for it, else the first of all.
 * Where two have the same name the earlier one is shown, unless the caller cannot use its key.
 */
final class CertificateTable {

  private static final int[] FIRST = {0};

  private final List<ServerCertificate> all;
  private final String[] aliases;
  private final Map<CertificateFiles, ServerCertificate> byFiles = new HashMap<>();
  private final Map<String, int[]> exact = new HashMap<>();

  /** By what follows {@code *.}: a wildcard stands for one label, RFC 9525. */
  private final Map<String, int[]> wildcards = new HashMap<>();

  /**
   * @param all at least one; the first is the default
   */
  CertificateTable(List<ServerCertificate> all) {
    this.all = List.copyOf(all);
    this.aliases = new String[all.size()];
    for (int i = 0; i < aliases.length; i++) {
      aliases[i] = Integer.toString(i);
      byFiles.put(all.get(i).files(), all.get(i));
      for (String name : all.get(i).names()) {
        boolean wildcard = name.startsWith("*.");
        add(wildcard ? wildcards : exact, wildcard ? name.substring(2) : name, i);
      }
    }
  }

  List<ServerCertificate> all() {
    return all;
  }

  /** What was read from {@code files}; null when nothing was. */
  @Nullable ServerCertificate of(CertificateFiles files) {
    return byFiles.get(files);
  }

  /**
   * The alias of the certificate for {@code host}; null when its key is of another type.
   *
   * @param host as the caller wrote it; null when it named none
   */
  @Nullable String alias(@Nullable String host, String keyType) {
    for (int index : candidates(host)) {
      if (all.get(index).keyType().equals(keyType)) {
        return aliases[index];
      }
    }
    return null;
  }

  ServerCertificate get(String alias) {
    return all.get(Integer.parseInt(alias));
  }

  private int[] candidates(@Nullable String host) {
    if (host == null) {
      return FIRST;
    }
    String name = host.toLowerCase(Locale.ROOT);
    int[] found = exact.get(name);
    int dot = name.indexOf('.');
    if (found == null && dot > 0) {
      found = wildcards.get(name.substring(dot + 1));
    }
    return found == null ? FIRST : found;
  }

  private static void add(Map<String, int[]> map, String name, int index) {
    List<Integer> indexes = new ArrayList<>();
    for (int known : map.getOrDefault(name, new int[0])) {
      indexes.add(known);
    }
    indexes.add(index);
    map.put(name, indexes.stream().mapToInt(Integer::intValue).toArray());
  }
}
