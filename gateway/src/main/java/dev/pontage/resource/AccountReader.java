package dev.pontage.resource;

import dev.pontage.account.Account;
import dev.pontage.resource.Spec.AccountSpec;
import java.util.List;

/** Reads the spec of an {@code Account}. */
final class AccountReader {
    private static final String SEE_UPSTREAM = "see-upstream";

    private static final FieldTable TABLE = FieldTable.of("an Account")
            .required("parent", new Shape.Words("the name of the account above"))
            .optional("type", new Shape.OneOf(List.of("organisation", "team", "reseller", "customer", "person")))
            .optional("rights", new Shape.ListOf(new Shape.OneOf(List.of(SEE_UPSTREAM)), 16))
            .optional("unpriced", new Shape.OneOf(List.of("allow", "refuse")))
            .optional("losses", new Shape.OneOf(List.of("report", "refuse")))
            .notBuilt(
                    "models", "allowedIps", "limits", "budgets", "plan", "timezone", "origins", "priceBook", "prices");

    private AccountReader() {}

    static AccountSpec read(String name, Tree.Fields spec, Scope scope) {
        Reading fields = new Reading(spec, TABLE, scope);
        if (name.equals(Account.ROOT)) {
            scope.wrong(spec.line(), "the account " + Account.ROOT + " is there by itself and has no document");
        }
        String parent = fields.text("parent", Account.ROOT);
        if (!parent.equals(Account.ROOT)) {
            fields.wrong("parent", "expected " + Account.ROOT + "; accounts below other accounts are not built yet");
        }
        return new AccountSpec(
                parent,
                fields.text("type", "team"),
                fields.texts("rights").contains(SEE_UPSTREAM),
                fields.text("unpriced").equals("allow"),
                fields.text("losses").equals("refuse"));
    }
}
