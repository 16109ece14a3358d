package dev.pontage.dialect.json;

import java.util.LinkedHashMap;

/** Members that nobody changes any more, so that an object takes them as they are and copies nothing. */
final class OwnMembers extends LinkedHashMap<String, Json> {
    private static final long serialVersionUID = 1;
}
