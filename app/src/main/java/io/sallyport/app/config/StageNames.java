package io.sallyport.app.config;

/** What a stage may be called: AWS's letters, digits, hyphens and underscores. */
public final class StageNames {

  public static final String FORM = "[A-Za-z0-9_-]{1,128}|\\$default";
  public static final String EXPECTED =
      "expected a stage name of letters, digits, `-` and `_`, or `$default`";

  private StageNames() {}
}
