package io.sallyport.conformance.recorded;

import io.sallyport.conformance.corpus.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads XML into the JSON shape recorded values use: an object per element, text for elements
 * without children.
 */
final class XmlAsJson {
  private XmlAsJson() {}

  /** The document, or nothing when {@code text} is not well-formed XML. */
  static Optional<JsonNode> read(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      Element root =
          builder
              .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
              .getDocumentElement();
      ObjectNode document = Json.object();
      document.set(root.getTagName(), value(root));
      return Optional.of(document);
    } catch (SAXException notXml) {
      return Optional.empty();
    } catch (IOException | ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static JsonNode value(Element element) {
    ObjectNode object = Json.object();
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        object.set(inner.getTagName(), value(inner));
      }
    }
    return object.isEmpty() ? StringNode.valueOf(element.getTextContent()) : object;
  }
}
