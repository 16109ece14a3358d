package dev.pontage.demo;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The list of models. Any name is served; these are there to be found. */
final class ModelList {
    private static final List<String> NAMES = List.of("demo", "demo-embedding", "demo-moderation");

    /** 2026-01-01T00:00:00Z. */
    private static final long CREATED_SECONDS = 1_767_225_600;

    private ModelList() {}

    static Play all(Seed seed) {
        ObjectNode list = Json.object().put("object", "list");
        var data = list.putArray("data");
        NAMES.forEach(name -> data.add(model(name)));
        return new Frames(immediate(), seed).whole(list);
    }

    /** @throws Rejected if there is none of that name */
    static Play one(String name, Seed seed) {
        if (!NAMES.contains(name)) {
            throw Rejected.path(404, "model_not_found", Mark.TEXT + " The model '" + name + "' does not exist.");
        }
        return new Frames(immediate(), seed).whole(model(name));
    }

    private static ObjectNode model(String name) {
        return Json.object()
                .put("id", name)
                .put("object", "model")
                .put("created", CREATED_SECONDS)
                .put("owned_by", "demo");
    }

    private static Script immediate() {
        return new Script("", new Trouble.None(), 0, 0, List.of(), false, 0, false, false, false, "");
    }
}
