package dev.pontage.egress.credential;

import java.net.InetAddress;

/**
 * Where clouds tell a machine what it is, and give it keys: addresses to which the address policy opens no way.
 *
 * <p>Only what refreshes credentials can name one: neither this type nor the way to ask one leaves the package. They
 * are constants, so no configuration, no name server and no redirect can lead here. Sources: AWS, "Use IMDS" and
 * "Container credential provider" (SDKs and tools reference guide); Google, "About VM metadata".
 */
enum MetadataEndpoint {
    /** EC2's, by IPv4. */
    AWS_INSTANCE("169.254.169.254", "169.254.169.254"),
    /** ECS tasks'. */
    AWS_TASK("169.254.170.2", "169.254.170.2"),
    /** EKS pod identity's, by IPv4. */
    AWS_POD("169.254.170.23", "169.254.170.23"),
    /** EKS pod identity's, by IPv6. */
    AWS_POD_SIX("fd00:ec2::23", "[fd00:ec2::23]"),
    /** Compute Engine's and Kubernetes Engine's. */
    GOOGLE("169.254.169.254", "metadata.google.internal");

    private final InetAddress address;
    private final String authority;

    MetadataEndpoint(String literal, String authority) {
        this.address = InetAddress.ofLiteral(literal);
        this.authority = authority;
    }

    InetAddress address() {
        return address;
    }

    /** As its {@code Host} says. */
    String authority() {
        return authority;
    }
}
