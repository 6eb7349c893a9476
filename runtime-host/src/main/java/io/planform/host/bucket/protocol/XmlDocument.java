package io.planform.host.bucket.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** An element of a document that a client sent. */
public final class XmlDocument {
  private final Element element;

  private XmlDocument(Element element) {
    this.element = element;
  }

  /**
   * Reads a document; one that declares a document type is refused.
   *
   * @param root the name that its root must have
   * @throws S3Exception MalformedXML
   */
  public static XmlDocument read(byte[] body, String root) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      Element element = builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
      if (!element.getLocalName().equals(root)) {
        throw malformed("The root must be %s, not %s.".formatted(root, element.getLocalName()));
      }
      return new XmlDocument(element);
    } catch (SAXException e) {
      throw malformed("The body is not XML as this operation wants it.");
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException("XML cannot be read", e);
    }
  }

  public List<XmlDocument> children(String name) {
    List<XmlDocument> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getLocalName().equals(name)) {
        children.add(new XmlDocument(child));
      }
    }
    return children;
  }

  public Optional<XmlDocument> child(String name) {
    return children(name).stream().findFirst();
  }

  public Optional<String> text(String name) {
    return child(name).map(child -> child.element.getTextContent());
  }

  public String requiredText(String name) {
    return text(name)
        .orElseThrow(() -> malformed("%s has no %s.".formatted(element.getLocalName(), name)));
  }

  /** A whole number that is not negative. */
  public long requiredNumber(String name) {
    String text = requiredText(name).strip();
    if (!text.matches("[0-9]{1,18}")) {
      throw malformed("%s is no number: %s.".formatted(name, text));
    }
    return Long.parseLong(text);
  }

  private static S3Exception malformed(String message) {
    return new S3Exception(S3Error.MALFORMED_XML, message);
  }
}
