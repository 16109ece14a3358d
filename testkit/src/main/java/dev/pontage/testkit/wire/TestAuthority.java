package dev.pontage.testkit.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority that lives as long as its test, made by the JDK alone: EC P-256, valid from 2020 to the end
 * of 2049, so that no test depends on the day.
 */
public final class TestAuthority {
    private static final char[] NO_PASSWORD = new char[0];
    private static final byte[] SIGNATURE_ALGORITHM = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final String NOT_BEFORE = "200101000000Z";
    private static final String NOT_AFTER = "491231235959Z";
    private static final String LONG_PAST = "210101000000Z";

    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private final AtomicLong serial = new AtomicLong(1);

    private TestAuthority(String name) throws GeneralSecurityException, IOException {
        this.name = name;
        this.keys = newKeys();
        this.certificate = sign(name, keys.getPublic(), NOT_AFTER, true, List.of());
    }

    /** A key with the certificate that the authority gave it. */
    public record Identity(KeyPair keys, X509Certificate certificate) {
        /** The certificate as PEM. */
        public String certificatePem() {
            return pem("CERTIFICATE", encoded(certificate));
        }

        /** The private key as PKCS #8 PEM. */
        public String keyPem() {
            return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        }
    }

    /** Makes an authority of that name. */
    public static TestAuthority create(String name) {
        try {
            return new TestAuthority(name);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The authority's own certificate as PEM, as a {@code caFile} takes it. */
    public String pem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    /** Writes {@link #pem} into that folder and returns the file. */
    public Path pemFile(Path folder) {
        try {
            return Files.writeString(folder.resolve("ca-" + name + ".pem"), pem());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** An identity for these host names and addresses, for servers and clients alike. */
    public Identity issue(String... names) {
        return issueUntil(NOT_AFTER, names);
    }

    /** As {@link #issue}, expired since 2021. */
    public Identity issueExpired(String... names) {
        return issueUntil(LONG_PAST, names);
    }

    /** The server's side of TLS for these host names and addresses. */
    public SSLContext server(String... names) {
        return server(issue(names));
    }

    /** The server's side of TLS with that identity; client certificates of this authority can be asked for. */
    public SSLContext server(Identity identity) {
        return context(identity);
    }

    /** The client's side: trusts this authority and no other. */
    public SSLContext client() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], trust().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private SSLContext context(Identity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("identity", identity.keys().getPrivate(), NO_PASSWORD, new X509Certificate[] {
                identity.certificate(), certificate
            });
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trust().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setCertificateEntry("authority", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        return trust;
    }

    private Identity issueUntil(String notAfter, String... names) {
        try {
            KeyPair issued = newKeys();
            return new Identity(issued, sign(names[0], issued.getPublic(), notAfter, false, List.of(names)));
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private X509Certificate sign(
            String subject, PublicKey subjectKey, String notAfter, boolean authority, List<String> names)
            throws GeneralSecurityException, IOException {
        byte[] body = Der.sequence(
                Der.tagged(0xa0, Der.integer(2)),
                Der.integer(serial.getAndIncrement()),
                SIGNATURE_ALGORITHM,
                commonName(name),
                Der.sequence(Der.utcTime(NOT_BEFORE), Der.utcTime(notAfter)),
                commonName(subject),
                subjectKey.getEncoded(),
                Der.tagged(0xa3, Der.sequence(extensions(subjectKey, authority, names))));
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(keys.getPrivate());
        signer.update(body);
        byte[] whole = Der.sequence(body, SIGNATURE_ALGORITHM, Der.bits(0, signer.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    /** The extensions of RFC 5280, 4.2.1, that strict verifiers ask for. */
    private byte[][] extensions(PublicKey subjectKey, boolean authority, List<String> names)
            throws GeneralSecurityException, IOException {
        List<byte[]> all = new ArrayList<>();
        all.add(extension("2.5.29.14", false, Der.octets(keyId(subjectKey))));
        all.add(extension("2.5.29.35", false, Der.sequence(Der.tagged(0x80, keyId(keys.getPublic())))));
        all.add(extension("2.5.29.19", true, authority ? Der.sequence(Der.yes()) : Der.sequence()));
        if (authority) {
            // keyCertSign, cRLSign
            all.add(extension("2.5.29.15", true, Der.bits(1, new byte[] {0x06})));
        } else {
            // digitalSignature; for servers and clients
            all.add(extension("2.5.29.15", true, Der.bits(7, new byte[] {(byte) 0x80})));
            all.add(extension(
                    "2.5.29.37", false, Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"), Der.oid("1.3.6.1.5.5.7.3.2"))));
            ByteArrayOutputStream alternatives = new ByteArrayOutputStream();
            for (String each : names) {
                alternatives.writeBytes(alternative(each));
            }
            all.add(extension("2.5.29.17", false, Der.tagged(0x30, alternatives.toByteArray())));
        }
        return all.toArray(byte[][]::new);
    }

    private static byte[] alternative(String name) {
        boolean address = name.indexOf(':') >= 0 || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        return address
                ? Der.tagged(0x87, InetAddress.ofLiteral(name).getAddress())
                : Der.tagged(0x82, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] commonName(String value) {
        return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.text(value))));
    }

    private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
