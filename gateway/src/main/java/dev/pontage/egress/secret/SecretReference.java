package dev.pontage.egress.secret;

import dev.pontage.egress.credential.AwsEndpoints;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a secret manager keeps a secret, parsed. */
public sealed interface SecretReference {

    /** The forms, for messages. */
    String EXPECTED = "expected \"aws-sm:ID\", \"aws-sm:ID#FIELD\", \"aws-ssm:/path\" or \"vault:MOUNT/PATH#FIELD\"";

    /**
     * A secret of AWS Secrets Manager.
     *
     * @param id its name or ARN
     * @param region of the ARN; empty for the usual one
     * @param field of the JSON object that it is; empty for all of it
     */
    record AwsSecret(String id, String region, String field) implements SecretReference {}

    /**
     * A parameter of AWS Systems Manager.
     *
     * @param name with the slashes of its hierarchy, or an ARN
     * @param region of the ARN; empty for the usual one
     */
    record AwsParameter(String name, String region) implements SecretReference {}

    /**
     * A field of a secret in Vault's key-value engine, version 2.
     *
     * @param mount of the engine
     * @param path below it
     */
    record VaultField(String mount, String path, String field) implements SecretReference {}

    /** Names of Secrets Manager (API reference, CreateSecret) and ARNs. */
    Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9/_+=.@:-]{1,2048}");

    /** Names of Parameter Store: at most 15 levels (API reference, PutParameter), a version after a colon, or ARNs. */
    Pattern PARAMETER = Pattern.compile("(?!.*//)[A-Za-z0-9_.:/-]{1,2048}");

    Pattern ARN = Pattern.compile("arn:aws[a-z-]*:(?:secretsmanager|ssm):([^:]+):[0-9]{12}:.+");

    Pattern VAULT = Pattern.compile("(?!.*(//|\\.\\.))([A-Za-z0-9_.-]+)/([A-Za-z0-9_./ -]{1,1024})#([^#]{1,256})");

    /** @throws IllegalArgumentException with {@link #EXPECTED} where it is none of the forms */
    static SecretReference parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "aws-sm" -> awsSecret(rest);
            case "aws-ssm" -> awsParameter(rest);
            case "vault" -> vaultField(rest);
            default -> throw new IllegalArgumentException(EXPECTED);
        };
    }

    private static SecretReference awsSecret(String rest) {
        int mark = rest.indexOf('#');
        String id = mark < 0 ? rest : rest.substring(0, mark);
        String field = mark < 0 ? "" : rest.substring(mark + 1);
        if (!SECRET_ID.matcher(id).matches() || (mark >= 0 && (field.isEmpty() || field.indexOf('#') >= 0))) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new AwsSecret(id, regionOf(id), field);
    }

    private static SecretReference awsParameter(String rest) {
        if (!PARAMETER.matcher(rest).matches() || rest.endsWith("/")) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new AwsParameter(rest, regionOf(rest));
    }

    private static String regionOf(String name) {
        if (!name.startsWith("arn:")) {
            return "";
        }
        Matcher arn = ARN.matcher(name);
        if (!arn.matches() || !AwsEndpoints.isRegion(arn.group(1))) {
            throw new IllegalArgumentException("expected an ARN of a secret or parameter with a region");
        }
        return arn.group(1);
    }

    /** A mount is one segment, unless {@code /data/} says where it ends, as in the API's own paths. */
    private static SecretReference vaultField(String rest) {
        Matcher vault = VAULT.matcher(rest);
        if (!vault.matches() || vault.group(3).endsWith("/")) {
            throw new IllegalArgumentException(EXPECTED);
        }
        String whole = vault.group(2) + "/" + vault.group(3);
        int data = whole.indexOf("/data/");
        return data < 0
                ? new VaultField(vault.group(2), vault.group(3), vault.group(4))
                : new VaultField(whole.substring(0, data), whole.substring(data + "/data/".length()), vault.group(4));
    }
}
