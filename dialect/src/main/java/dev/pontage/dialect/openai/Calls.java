package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import java.util.List;

/** The two forms in which a model's calls are told: that of {@code tools}, and the older one of {@code functions}. */
enum Calls {
    /** Any number of calls, each with an id. */
    TOOLS {
        @Override
        void begin(Members delta, int call, Json.Obj told) {
            delta.put("tool_calls", new Json.Arr(List.of(indexed(call, told))));
        }

        @Override
        void argue(Members delta, int call, String piece) {
            begin(delta, call, new Members().put("function", arguments(piece)).obj());
        }

        @Override
        void whole(Members message, List<Json> calls) {
            message.putAny("tool_calls", calls);
        }

        @Override
        String finish(Finish finish) {
            return Words.of(finish);
        }
    },
    /** One call, without an id: a model that makes several is heard for the first. */
    FUNCTIONS {
        @Override
        void begin(Members delta, int call, Json.Obj told) {
            if (call == 0) {
                delta.put("function_call", function(told));
            }
        }

        @Override
        void argue(Members delta, int call, String piece) {
            if (call == 0) {
                delta.put("function_call", arguments(piece));
            }
        }

        @Override
        void whole(Members message, List<Json> calls) {
            if (!calls.isEmpty() && calls.getFirst() instanceof Json.Obj first) {
                message.put("function_call", function(first));
            }
        }

        @Override
        String finish(Finish finish) {
            return finish == Finish.TOOL_CALLS ? "function_call" : Words.of(finish);
        }
    };

    /** Adds the beginning of a call to a delta; {@code told} has its id, its function and what else is known. */
    abstract void begin(Members delta, int call, Json.Obj told);

    /** Adds more of a call's arguments to a delta. */
    abstract void argue(Members delta, int call, String piece);

    /** Adds whole calls to a message. */
    abstract void whole(Members message, List<Json> calls);

    abstract String finish(Finish finish);

    private static Json.Obj arguments(String piece) {
        return new Members().put("arguments", piece).obj();
    }

    private static Json.Obj function(Json.Obj told) {
        return told.members().get("function") instanceof Json.Obj function ? function : told;
    }

    private static Json.Obj indexed(int call, Json.Obj told) {
        Members indexed = new Members().put("index", call);
        told.members().forEach(indexed::put);
        return indexed.obj();
    }
}
