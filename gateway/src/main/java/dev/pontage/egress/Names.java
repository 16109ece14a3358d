package dev.pontage.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks a host name up; it may block for seconds. */
public interface Names {

    /** Every address that the name has, followed through aliases; at least one. */
    List<InetAddress> lookUp(String host) throws UnknownHostException;

    /** The machine's own resolver: hosts file, DNS, as the operator set it up. */
    Names SYSTEM = host -> List.of(InetAddress.getAllByName(host));
}
