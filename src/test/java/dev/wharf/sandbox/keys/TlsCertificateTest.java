package dev.wharf.sandbox.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TlsCertificateTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void isSignedByItselfForLoopback() throws Exception {
    X509Certificate certificate = certificate("127.0.0.1");
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity(Date.from(NOW));
    assertEquals(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"), names(certificate).toList());
    assertTrue(certificate.getBasicConstraints() >= 0);
  }

  @Test
  void isForTheHostItListensOnToo() throws Exception {
    assertTrue(names(certificate("10.0.0.7")).anyMatch("10.0.0.7"::equals));
    assertTrue(names(certificate("sandbox.example")).anyMatch("sandbox.example"::equals));
  }

  private static X509Certificate certificate(String host) throws Exception {
    String pem = TlsCertificate.selfSigned(host, NOW, new SecureRandom()).certificatePem();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Stream<String> names(X509Certificate certificate) throws Exception {
    return certificate.getSubjectAlternativeNames().stream().map(name -> name.get(1).toString());
  }
}
