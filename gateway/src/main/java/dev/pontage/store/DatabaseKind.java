package dev.pontage.store;

/** The databases that migrations exist for. */
enum DatabaseKind {
    SQLITE("sqlite"),
    POSTGRESQL("postgresql"),
    /** MySQL too. */
    MARIADB("mariadb");

    private final String folder;

    DatabaseKind(String folder) {
        this.folder = folder;
    }

    /** Its folder beside the common migrations. */
    String folder() {
        return folder;
    }
}
