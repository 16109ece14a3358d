package dev.pontage.resource;

import java.util.List;
import java.util.regex.Pattern;

/** What may stand in a field: its type, and its unit where it has one. */
sealed interface Shape {

    /** Reports what does not fit; true if it fits. */
    boolean fits(Tree value, Scope scope);

    /** A text that says something; {@code what} it is, for messages. */
    record Words(String what) implements Shape {
        @Override
        public boolean fits(Tree value, Scope scope) {
            if (value instanceof Tree.Text text && text.isWord()) {
                return true;
            }
            scope.wrong(value.line(), "expected " + what + ", a text (in quotes if it looks like something else)");
            return false;
        }
    }

    /** {@code true} or {@code false}. */
    record Flag() implements Shape {
        @Override
        public boolean fits(Tree value, Scope scope) {
            if (value instanceof Tree.Text text && (text.isTrue() || text.isFalse())) {
                return true;
            }
            scope.wrong(value.line(), "expected true or false");
            return false;
        }
    }

    /** A whole number, from and to included. */
    record Whole(long from, long to, String unit) implements Shape {
        private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,17}");

        @Override
        public boolean fits(Tree value, Scope scope) {
            if (value instanceof Tree.Text text && DIGITS.matcher(text.text()).matches()) {
                long number = Long.parseLong(text.text());
                if (from <= number && number <= to) {
                    return true;
                }
            }
            scope.wrong(value.line(), "expected a whole number of " + unit + " from " + from + " to " + to);
            return false;
        }
    }

    /** An exact amount of USD above 0; {@code per} says what it buys, such as " per million tokens". */
    record Usd(String per) implements Shape {
        @Override
        public boolean fits(Tree value, Scope scope) {
            String given = value instanceof Tree.Text text ? text.text() : "";
            if (Amount.nanoUsd(given) > 0) {
                return true;
            }
            scope.wrong(
                    value.line(),
                    "expected USD" + per + ", above 0, an exact decimal with at most " + Amount.DECIMALS
                            + " decimals such as \"2.50\"" + hint(given));
            return false;
        }

        /** A price of 0 is nearly always a slip, and it would serve everybody for nothing (F-51); free has its word. */
        private String hint(String given) {
            if (Amount.isTooMuch(given)) {
                return "; at most " + Amount.MOST;
            }
            return Amount.isZero(given) && !per.isEmpty()
                    ? "; of what costs nothing, the Provider says price: free"
                    : "";
        }
    }

    /** One of a closed set of words. */
    record OneOf(List<String> words) implements Shape {
        @Override
        public boolean fits(Tree value, Scope scope) {
            String given = value instanceof Tree.Text text ? text.text() : "";
            if (words.contains(given)) {
                return true;
            }
            scope.wrong(value.line(), "expected one of " + String.join(", ", words), given, words);
            return false;
        }
    }

    /** A list whose items have one shape. */
    record ListOf(Shape item, int most) implements Shape {
        @Override
        public boolean fits(Tree value, Scope scope) {
            if (!(value instanceof Tree.Items items) || items.items().size() > most) {
                scope.wrong(value.line(), "expected a list of at most " + most);
                return false;
            }
            boolean fits = true;
            for (int i = 0; i < items.items().size(); i++) {
                fits &= item.fits(items.items().get(i), scope.at(i));
            }
            return fits;
        }
    }

    /** A mapping; its own table judges what is in it. */
    record Mapping(String what) implements Shape {
        @Override
        public boolean fits(Tree value, Scope scope) {
            if (value instanceof Tree.Fields) {
                return true;
            }
            scope.wrong(value.line(), "expected " + what + ", a mapping");
            return false;
        }
    }

    /** A secret: a literal text, or a mapping that says where it is kept. */
    record Hidden() implements Shape {
        @Override
        public boolean fits(Tree value, Scope scope) {
            return SecretValue.read(value, scope).isPresent();
        }
    }

    /** Judged by the code of its kind. */
    record Special() implements Shape {
        @Override
        public boolean fits(Tree value, Scope scope) {
            return true;
        }
    }
}
