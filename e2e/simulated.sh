# Read by sdks and nightly: simulated vendors of every protocol, and a gateway in front of them.

# Gives each variable named a port: the system chooses them for sockets of the JDK, which lets them go.
free_ports() {
  cat > "$scratch/Ports.java" << 'END'
class Ports {
    public static void main(String[] names) throws java.io.IOException {
        var sockets = new java.util.ArrayList<java.net.ServerSocket>();
        for (String name : names) {
            sockets.add(new java.net.ServerSocket(0));
            System.out.println(name + "=" + sockets.getLast().getLocalPort());
        }
        for (var socket : sockets) {
            socket.close();
        }
    }
}
END
  eval "$("$JAVA_HOME/bin/java" "$scratch/Ports.java" "$@")"
}

start_simulated() {
  kit=$root/testkit/target/testkit-0.1.0.jar
  [ -f "$kit" ] || (cd "$root" && ./mvnw -B -ntp -q -pl testkit -DskipTests package)
  libraries=
  # Whoever comes without a gateway of their own has none built yet.
  [ -d "$root/target/serve" ] || "$root/pontage" --help > "$scratch/help"
  for library in "$(ls -td "$root"/target/serve/*/lib | head -n 1)"/jackson-*.jar; do
    libraries=$libraries:$library
  done
  mkfifo "$scratch/stay"
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m -cp "$kit$libraries" \
    dev.pontage.testkit.simulator.Simulators < "$scratch/stay" > "$scratch/simulators" &
  simulators=$!
  exec 9> "$scratch/stay"
  waited=0
  until [ "$(wc -l < "$scratch/simulators")" -ge 4 ]; do
    if ! kill -0 "$simulators" 2> /dev/null || [ "$waited" -ge 100 ]; then
      echo "sdks: the simulators did not start" >&2
      exit 1
    fi
    waited=$((waited + 1))
    sleep 0.2
  done
  secret=sdks-secret-value-of-32-characters-or-more
  simulated_configuration > "$scratch/simulated.yaml"
  mkdir -p "$scratch/fronting"
  (
    cd "$scratch/fronting"
    exec env PONTAGE_ENV_PROVIDERS=off "$root/pontage" serve -f "$scratch/simulated.yaml" \
      --listen "127.0.0.1:$fronting_listen" --metrics "127.0.0.1:$fronting_metrics" > ../fronting.out 2> ../fronting.err
  ) &
  fronting=$!
  waited=0
  until grep -q "$fronting_listen" "$scratch/fronting.out" 2> /dev/null; do
    if ! kill -0 "$fronting" 2> /dev/null || [ "$waited" -ge 300 ]; then
      echo "sdks: the gateway in front of the simulators did not start" >&2
      tail -n 40 "$scratch/fronting.err" >&2
      exit 1
    fi
    waited=$((waited + 1))
    sleep 0.2
  done
  base=http://127.0.0.1:$fronting_listen
  OPENAI_BASE_URL=$base/v1 OPENAI_API_KEY=$secret
  ANTHROPIC_BASE_URL=$base ANTHROPIC_API_KEY=$secret
  GEMINI_BASE_URL=$base GEMINI_API_KEY=$secret
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME=$base GATEWAY_KEY=$secret
  MODELS='claude-sim gemini-2.5-sim us.anthropic.claude-sonnet-4-5-20250929-v1:0 chat-sim'
  FORMAT_MODELS=$MODELS
  EMBEDDING_MODELS='embed-sim gemini-embedding-001 amazon.titan-embed-text-v2:0'
  export OPENAI_BASE_URL OPENAI_API_KEY ANTHROPIC_BASE_URL ANTHROPIC_API_KEY GEMINI_BASE_URL GEMINI_API_KEY
  export AWS_ENDPOINT_URL_BEDROCK_RUNTIME GATEWAY_KEY MODELS FORMAT_MODELS EMBEDDING_MODELS
}

# $1 name, $2 dialect, $3 path below the simulator, $4 authentication, $5 models
simulated_provider() {
  printf 'apiVersion: pontage.dev/v1\nkind: Provider\nmetadata: {name: %s}\n' "$1"
  printf 'spec: {dialect: %s, baseUrl: "%s%s", auth: %s, price: free, models: %s,\n' \
    "$2" "$(awk -v name="$1" '$1 == name { print $2 }' "$scratch/simulators")" "$3" "$4" "$5"
  printf '  credentials: [{name: main, apiKey: sim-upstream-key}]}\n---\n'
}

simulated_configuration() {
  simulated_provider anthropic anthropic /v1 '{header: x-api-key}' '["claude-sim"]'
  simulated_provider gemini gemini /v1beta '{header: x-goog-api-key}' '["gemini-*"]'
  simulated_provider bedrock bedrock '' bearer '["*anthropic.*", "amazon.*"]'
  simulated_provider openai openai /v1 bearer '["chat-sim", "embed-sim"]'
  cat << END
apiVersion: pontage.dev/v1
kind: ModelMap
metadata: {name: bedrock}
spec: {shipped: bedrock-us}
---
apiVersion: pontage.dev/v1
kind: Account
metadata: {name: team-a}
spec: {parent: root, type: team}
---
apiVersion: pontage.dev/v1
kind: Key
metadata: {name: team-a-app}
spec: {account: team-a, value: $secret}
END
}
