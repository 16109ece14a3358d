package dev.pontage.egress.credential;

import dev.pontage.base.Product;
import dev.pontage.base.Secret;
import dev.pontage.dialect.Headers;
import dev.pontage.egress.Place;
import dev.pontage.egress.sign.AwsKeys;
import dev.pontage.egress.sign.Payload;
import dev.pontage.egress.sign.Signer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Asks AWS's security token service for a role's temporary keys (AssumeRole and AssumeRoleWithWebIdentity, API version
 * 2011-06-15).
 */
final class RoleKeys {
    private static final String SERVICE = "sts";
    private static final Headers FORM = Headers.of("content-type", Form.TYPE);
    private static final String WHO = "the security token service";
    private static final XMLInputFactory XML = XMLInputFactory.newFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    private final Web web;
    private final AwsEndpoints endpoints;
    private final String region;

    RoleKeys(Web web, Surroundings surroundings, String region) {
        this.web = web;
        this.endpoints = new AwsEndpoints(surroundings);
        this.region = region;
    }

    /** Needs no keys: the token is the proof. */
    Fresh<AwsKeys> assumeRole(String arn, String session, String token) throws IOException {
        AwsEndpoints.Endpoint endpoint = endpoints.of(SERVICE, region);
        byte[] form = Form.of(
                "Action",
                "AssumeRoleWithWebIdentity",
                "Version",
                "2011-06-15",
                "RoleArn",
                arn,
                "RoleSessionName",
                session.isEmpty() ? Product.WORD : session,
                "WebIdentityToken",
                token);
        return keys(web.ask(web.place(endpoint.base(), endpoint.given()), "POST", "/", FORM, form));
    }

    /** Asks with keys that may take the role. */
    Fresh<AwsKeys> assumeRole(Wanted wanted, AwsKeys by, long epochMicros) throws IOException {
        AwsEndpoints.Endpoint endpoint = endpoints.of(SERVICE, region);
        List<String> words = new ArrayList<>(List.of(
                "Action",
                "AssumeRole",
                "Version",
                "2011-06-15",
                "RoleArn",
                wanted.arn(),
                "RoleSessionName",
                wanted.session().isEmpty() ? Product.WORD : wanted.session()));
        if (!wanted.externalId().isEmpty()) {
            words.addAll(List.of("ExternalId", wanted.externalId()));
        }
        byte[] form = Form.of(words.toArray(String[]::new));
        Place place = web.place(endpoint.base(), endpoint.given());
        Headers.Builder headers = new Headers.Builder();
        FORM.forEach(headers::add);
        new Signer(SERVICE, region)
                .fields(by, "POST", place, "/", FORM, Payload.of(form), epochMicros)
                .forEach(headers::add);
        return keys(web.ask(place, "POST", "/", headers.build(), form));
    }

    private static Fresh<AwsKeys> keys(WebAnswer answer) throws IOException {
        Map<String, String> texts = texts(answer);
        if (!answer.fine()) {
            String code = texts.getOrDefault("Code", "");
            throw new IOException(WHO + " answered with status " + answer.status()
                    + (code.matches("[A-Za-z.]{1,64}") ? " (" + code + ")" : ""));
        }
        return Fresh.until(
                new AwsKeys(
                        need(texts, "AccessKeyId"),
                        new Secret(need(texts, "SecretAccessKey")),
                        new Secret(need(texts, "SessionToken"))),
                Told.micros(WHO, need(texts, "Expiration")));
    }

    /**
     * A role that is to be taken.
     *
     * @param session what the role's owner sees of it; empty for the product's name
     * @param externalId what the role's owner wants to hear; empty for nothing
     */
    record Wanted(String arn, String session, String externalId) {}

    private static String need(Map<String, String> texts, String name) throws IOException {
        String text = texts.getOrDefault(name, "");
        if (text.isEmpty()) {
            throw new IOException(WHO + " said no " + name);
        }
        return text;
    }

    /** The text of every element that has nothing but text; the names that we read occur once. */
    private static Map<String, String> texts(WebAnswer answer) throws IOException {
        Map<String, String> texts = new HashMap<>();
        try {
            XMLStreamReader xml =
                    XML.createXMLStreamReader(new ByteArrayInputStream(answer.body()), StandardCharsets.UTF_8.name());
            String open = "";
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> open = xml.getLocalName();
                    case XMLStreamConstants.CHARACTERS -> {
                        if (!open.isEmpty()) {
                            texts.put(open, xml.getText().strip());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> open = "";
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            if (answer.fine()) {
                throw new IOException(WHO + " answered with something that is not XML", e);
            }
        }
        return texts;
    }
}
