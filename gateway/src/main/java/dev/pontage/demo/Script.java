package dev.pontage.demo;

import java.util.List;

/**
 * What a prompt tells the demo provider to do.
 *
 * @param text the prompt without its commands
 * @param trouble how the answer fails
 * @param firstMillis the pause before the first byte; {@link #UNSAID} for a realistic one
 * @param eachMillis the pause before each further piece; {@link #UNSAID} for a realistic one
 * @param tools the tools to call, in order
 * @param reason whether reasoning comes before the text
 * @param words how many words the text has; 0 for an ordinary answer
 * @param json whether the text is a JSON object
 * @param refuse whether the answer is a refusal
 * @param help whether the answer explains the commands
 * @param misunderstood a command that could not be read, as written; empty for none
 */
record Script(
        String text,
        Trouble trouble,
        long firstMillis,
        long eachMillis,
        List<ToolOrder> tools,
        boolean reason,
        int words,
        boolean json,
        boolean refuse,
        boolean help,
        String misunderstood) {
    /** Where the prompt gave no pause. */
    static final long UNSAID = -1;

    Script {
        tools = List.copyOf(tools);
    }

    /** A script without commands. */
    static Script silent() {
        return new Script("", new Trouble.None(), UNSAID, UNSAID, List.of(), false, 0, false, false, false, "");
    }

    /**
     * A tool to be called.
     *
     * @param name empty for the first that the request has
     * @param arguments JSON text; empty for an instance of the tool's schema
     */
    record ToolOrder(String name, String arguments) {}
}
