package dev.pontage.dialect.gemini;

import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.json.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Probabilities of tokens, between this protocol's shape and OpenAI's, which the canonical chat has (D16). */
final class TokenProbabilities {
    private TokenProbabilities() {}

    /** From a {@code logprobsResult}. */
    static Json.Obj toOpenAi(Place result) {
        List<Place> chosen = result.at("chosenCandidates").items();
        List<Place> top = result.at("topCandidates").items();
        List<Json> content = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            List<Json> others = new ArrayList<>();
            if (i < top.size()) {
                for (Place other : top.get(i).at("candidates").items()) {
                    others.add(token(other).obj());
                }
            }
            content.add(token(chosen.get(i))
                    .put("top_logprobs", new Json.Arr(others))
                    .obj());
        }
        return new Members().put("content", new Json.Arr(content)).obj();
    }

    private static Members token(Place token) {
        Json probability = token.at("logProbability").json();
        return new Members()
                .put("token", token.at("token").text(""))
                .put("logprob", probability == null ? Json.Num.of(0) : probability)
                .putNull("bytes");
    }

    /** To a {@code logprobsResult}. */
    static Json.Obj fromOpenAi(Json.Obj logprobs) {
        List<Json> chosen = new ArrayList<>();
        List<Json> top = new ArrayList<>();
        for (Json each : items(logprobs.get("content"))) {
            chosen.add(candidate(each));
            List<Json> others = new ArrayList<>();
            if (each instanceof Json.Obj token) {
                items(token.get("top_logprobs")).forEach(other -> others.add(candidate(other)));
            }
            top.add(new Members().put("candidates", new Json.Arr(others)).obj());
        }
        return new Members()
                .put("topCandidates", new Json.Arr(top))
                .put("chosenCandidates", new Json.Arr(chosen))
                .obj();
    }

    private static Json candidate(Json token) {
        return token instanceof Json.Obj object
                ? new Members()
                        .put("token", object.get("token"))
                        .put("logProbability", object.get("logprob"))
                        .obj()
                : Json.Obj.EMPTY;
    }

    private static List<Json> items(@Nullable Json array) {
        return array instanceof Json.Arr(List<Json> items) ? items : List.of();
    }
}
