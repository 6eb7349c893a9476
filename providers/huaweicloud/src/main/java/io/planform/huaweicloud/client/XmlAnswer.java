package io.planform.huaweicloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** XML as JSON: an element's children by their names, several of one name as an array. */
final class XmlAnswer {
  private XmlAnswer() {}

  static JsonNode json(byte[] body) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return json(builder.parse(new ByteArrayInputStream(body)).getDocumentElement());
    } catch (SAXException e) {
      return MissingNode.getInstance();
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException("XML cannot be read", e);
    }
  }

  private static JsonNode json(Element element) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        add(object, child.getLocalName(), json(child));
      }
    }
    return object.isEmpty() ? TextNode.valueOf(element.getTextContent()) : object;
  }

  private static void add(ObjectNode object, String name, JsonNode value) {
    JsonNode before = object.get(name);
    if (before == null) {
      object.set(name, value);
    } else if (before instanceof ArrayNode several) {
      several.add(value);
    } else {
      object.set(name, JsonNodeFactory.instance.arrayNode().add(before).add(value));
    }
  }
}
