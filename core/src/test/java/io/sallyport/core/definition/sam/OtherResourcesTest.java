package io.sallyport.core.definition.sam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Resources that are no part of an API become what they can be referred to as. */
class OtherResourcesTest {

  @Test
  void leavesUnknownTypesAlone() {
    Written written = Written.of("A: {Type: 'AWS::Serverless::Nothing'}");

    assertThat(written.resources().entries()).isEmpty();
  }

  @Test
  void writesATable() {
    Written written =
        Written.of("A: {Type: 'AWS::Serverless::SimpleTable', Properties: {TableName: t}}");

    assertThat(written.at("A"))
        .isEqualTo("{'Type': 'AWS::DynamoDB::Table', 'Properties': {'TableName': 't'}}");
  }
}
