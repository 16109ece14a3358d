package dev.pontage.boot;

import dev.pontage.egress.Names;
import dev.pontage.egress.Networks;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * What the media that requests name by URL are fetched with.
 *
 * @param names what host names mean
 * @param open private networks that may be asked, as tests need them
 * @param tls vouches for servers; asked for when first needed, since reading what it trusts takes its time
 */
public record MediaAccess(Names names, Networks open, Supplier<SSLSocketFactory> tls) {
    /** Nothing private, and whom the machine trusts. */
    public static final MediaAccess SHIPPED =
            new MediaAccess(Names.SYSTEM, Networks.NONE, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
}
