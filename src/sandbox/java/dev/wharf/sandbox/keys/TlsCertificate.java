package dev.wharf.sandbox.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The self-signed certificate of the TLS port, and its key, both as PEM. Made with the ASN.1 types
 * of BouncyCastle's provider and the JDK's ECDSA, so that no certificate library is needed.
 */
public record TlsCertificate(String keyPem, String certificatePem) {

  private static final Duration BACK = Duration.ofDays(1);
  private static final Duration AHEAD = Duration.ofDays(3650);
  private static final X500Name NAME = new X500Name("CN=Wharf sandbox");

  /** A certificate for localhost, the loopback addresses and {@code host}. */
  public static TlsCertificate selfSigned(String host, Instant now, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      byte[] certificate = certificate(pair, host, now, random);
      return new TlsCertificate(
          pem("PRIVATE KEY", pair.getPrivate().getEncoded()), pem("CERTIFICATE", certificate));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make a TLS certificate", e);
    }
  }

  private static byte[] certificate(KeyPair pair, String host, Instant now, SecureRandom random)
      throws GeneralSecurityException, IOException {
    var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    var body = new V3TBSCertificateGenerator();
    body.setSerialNumber(new org.bouncycastle.asn1.ASN1Integer(new BigInteger(127, random)));
    body.setSignature(algorithm);
    body.setIssuer(NAME);
    body.setSubject(NAME);
    body.setStartDate(new Time(Date.from(now.minus(BACK))));
    body.setEndDate(new Time(Date.from(now.plus(AHEAD))));
    body.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    body.setExtensions(extensions(host));
    var toSign = body.generateTBSCertificate();
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate(), random);
    signature.update(toSign.getEncoded(ASN1Encoding.DER));
    return new DERSequence(
            new org.bouncycastle.asn1.ASN1Encodable[] {
              toSign, algorithm, new DERBitString(signature.sign())
            })
        .getEncoded(ASN1Encoding.DER);
  }

  /** A certificate authority too, so that a client can be told to trust exactly this one. */
  private static Extensions extensions(String host) throws IOException {
    var extensions = new ExtensionsGenerator();
    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    extensions.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    extensions.addExtension(Extension.subjectAlternativeName, false, names(host));
    return extensions.generate();
  }

  private static GeneralNames names(String host) {
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.dNSName, "localhost"));
    names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    names.add(new GeneralName(GeneralName.iPAddress, "::1"));
    boolean address = host.matches("[0-9.]+|.*:.*");
    boolean named = !host.equals("localhost") && !host.equals("127.0.0.1") && !host.equals("::1");
    if (named) {
      names.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host));
    }
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static String pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}
