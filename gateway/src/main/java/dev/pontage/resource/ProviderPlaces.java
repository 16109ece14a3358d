package dev.pontage.resource;

import dev.pontage.egress.credential.AwsEndpoints;
import dev.pontage.vendor.Vendor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a Provider is, as far as its vendor's address needs to be told: region, project, resource. */
final class ProviderPlaces {
    private static final Map<String, Pattern> FORMS = new LinkedHashMap<>();

    static {
        FORMS.put(Vendor.REGION, Pattern.compile("[a-z][a-z0-9-]{0,39}"));
        FORMS.put("project", Pattern.compile("[a-z0-9][a-z0-9-]{0,63}"));
        FORMS.put("resource", Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}"));
    }

    private final Reading fields;
    private final Scope scope;
    private final int line;
    private final @Nullable Vendor vendor;
    private final boolean signed;
    private final Map<String, String> given = new HashMap<>();

    ProviderPlaces(Reading fields, Scope scope, int line, @Nullable Vendor vendor, Vendor.Credentials auth) {
        this.fields = fields;
        this.scope = scope;
        this.line = line;
        this.vendor = vendor;
        this.signed = auth.form() == Vendor.Credentials.Form.SIGV4;
        FORMS.forEach(this::read);
    }

    /** A field that does nothing is refused. */
    private void read(String name, Pattern form) {
        boolean ofSignature = signed && name.equals(Vendor.REGION);
        if (!fields.has(name)) {
            return;
        }
        if (!ofSignature && !places().contains(name)) {
            fields.wrong(
                    name,
                    name.equals(Vendor.REGION)
                            ? "not built yet but for providers whose requests are signed or whose address has one"
                            : "the address of this upstream has none");
        } else if (ofSignature
                ? !AwsEndpoints.isRegion(fields.text(name))
                : !form.matcher(fields.text(name)).matches()) {
            fields.wrong(name, "expected a " + name + " such as " + example(ofSignature, name));
        } else {
            given.put(name, fields.text(name));
        }
    }

    private static String example(boolean ofSignature, String name) {
        return name.equals(Vendor.REGION) ? ofSignature ? "us-east-1" : "europe-west1" : "my-" + name;
    }

    private Set<String> places() {
        return vendor == null ? Set.of() : vendor.places();
    }

    /** Whether the vendor's address can be made; what is missing for it is reported. */
    boolean complete() {
        for (String place : places()) {
            if (!fields.has(place)) {
                scope.at(place)
                        .wrong(line, "missing; the address of " + (vendor == null ? "" : vendor.name()) + " has one");
            }
        }
        return given.keySet().containsAll(places());
    }

    /** By field name; what does not fit is not there. */
    Map<String, String> given() {
        return given;
    }

    /** Empty where none is given. */
    String region() {
        return fields.text(Vendor.REGION);
    }
}
