//! Every form of the language in an editor: what it renames, shows and completes, and what rust-analyzer cannot do.

use crate::client::Editor;
use crate::{changed, replace_word};

pub(crate) const FILE: &str = "src/forms.rs";

pub(crate) fn check(editor: &mut Editor, wrong: &mut Vec<String>) {
    everywhere(editor, wrong);
    refused(editor, wrong);
    words(editor, wrong);
    completions(editor, wrong);
    outline(editor, wrong);
}

/// A name, its places, and the pipeline or function that it belongs to.
const NAMES: &[(&str, &[&str])] = &[
    ("basket", &["¦basket: f64", "wide = ¦basket"]),
    ("zero", &["¦zero = past", "same = ¦zero", "back = ¦zero", "through(¦zero);\n        _checked"]),
    ("same", &["¦same = zero", "(up, down) = ¦same", "inverse(past..¦same)"]),
    ("up", &["(¦up, down)", "main = ¦up"]),
    ("again", &["¦again = back", "inside = ¦again"]),
    ("inside", &["¦inside = again", "            ¦inside |>", "shop.block.¦inside"]),
    ("kinds", &["(kept, ¦kinds) =", ".fit(¦kinds)"]),
    ("k", &["size ¦k in", "components: ¦k };\n        others", "expect [n, 2*¦k]", "reduced: f64[n, 2*¦k]"]),
    ("w", &["2*¦w]"]),
    ("m", &["extra: f64[¦m, 4]"]),
    ("reduced", &["¦reduced: f64", "parts.¦reduced"]),
    ("next", &["(window, fit ¦next)", ".fit(¦next)"]),
    ("t", &["series: f64[¦t]", "f64[¦t - 2]"]),
    ("positive", &["(¦positive, negative) =", "(¦positive, negative)\n", "signed.¦positive"]),
    ("table", &["¦table: ArrayView2", "&¦table * factor"]),
    ("guests", &["¦guests: Guest", "= ¦guests.years", "(filled, ¦guests.nights)"]),
    ("nights", &["pub ¦nights: f64", "guests.¦nights"]),
    ("years", &["pub ¦years: Option", "guests.¦years"]),
    ("FromZero", &["struct ¦FromZero;", "impl ¦FromZero {", "down |> ¦FromZero"]),
];

fn everywhere(editor: &mut Editor, wrong: &mut Vec<String>) {
    let text = editor.text(FILE).to_owned();
    for (name, places) in NAMES {
        // `m` and `k` also occur in another pipeline, where they are other names.
        let expected = match *name {
            "m" => text.replacen("extra: f64[m", "extra: f64[renamed", 1),
            "t" | "n" => text.replace("f64[t", "f64[renamed"),
            _ => replace_word(&text, name, "renamed"),
        };
        for marked in *places {
            let renamed = editor.rename(FILE, marked, "renamed");
            if renamed != expected {
                wrong.push(format!("a rename of `{marked}` gives\n{}", changed(&text, &renamed)));
            }
        }
    }
}

/// Names that are only one of several for the same thing, and words that are no names.
const REFUSED: &[&str] = &[
    "    ¦factor: f64",
    "* ¦factor",
    "{ ¦factor: 0.5",
    "step.¦factor",
    "fn ¦scale_by(",
    "[¦ScaleBy {",
    "= ¦ScaleBy {",
    "fitted.others.¦from_zero",
    "up ¦|> SizedPca",
    "¦size k",
    "k ¦in 2",
    "¦fit(kind: u8",
    "¦expect [",
    "¦inverse(",
    "¦through(zero);\n        _checked",
    "¦optional ",
    "¦choose {",
    "¦default white",
    ".¦fit(kinds)",
    "(window, ¦fit next)",
];

fn refused(editor: &mut Editor, wrong: &mut Vec<String>) {
    let text = editor.text(FILE).to_owned();
    for marked in REFUSED {
        let renamed = editor.rename(FILE, marked, "renamed");
        if renamed.contains("pipeline!") {
            wrong.push(format!("a rename of `{marked}` is not refused:\n{}", changed(&text, &renamed)));
        }
    }
}

/// Words of the language and names of sizes, with a part of what a hover says.
const WORDS: &[(&str, &str)] = &[
    ("¦size k", "that shapes and hyperparameters use"),
    ("k ¦in 2", "the range in which the size is searched"),
    ("¦fit(kind: u8", "What exists only while fitting"),
    (".¦fit(kinds)", "What exists only while fitting"),
    ("(window, ¦fit next)", "What exists only while fitting"),
    ("¦expect [", "the shape at this place"),
    ("¦inverse(", "undoes the fitted steps"),
    ("¦through(zero);\n        _checked", "applies the fitted steps"),
    ("¦optional ", "may be left out"),
    ("¦choose {", "one of several steps"),
    ("¦default white", "the arm that a `choose` has by default"),
    ("size ¦k in", "a hyperparameter, from 2 to 3, 2 by default"),
    ("expect [n, 2*¦k]", "a hyperparameter, from 2 to 3, 2 by default"),
    ("2*¦w]", "The size `w`: one number throughout the pipeline"),
    ("* ¦factor", "What each number is multiplied by"),
    ("{ ¦factor: 0.5", "What each number is multiplied by"),
    ("~ ¦log", "uniform in their logarithm"),
    ("¦reduced: f64", "The output `reduced`"),
    ("guests.¦years", "How old the guest is."),
];

fn words(editor: &mut Editor, wrong: &mut Vec<String>) {
    for (marked, expected) in WORDS {
        let text = editor.hover(FILE, marked);
        if !text.contains(expected) {
            wrong.push(format!("hover on `{marked}` lacks `{expected}`: {text}"));
        }
    }
    let text = editor.hover("src/lib.rs", "default().¦fit(images");
    if !text.contains("fit(&self, image: impl IntoInput<Array3<f32>>, digit: impl IntoInput<Array1<u8>>)") {
        wrong.push(format!("hover on `fit` is hard to read: {text}"));
    }
}

/// Text that is typed in place of another, and what an editor offers.
const COMPLETIONS: &[(&str, &str, &[&str])] = &[
    (
        "past |> StandardScaler;",
        "past |> ¦;",
        &["choose", "expect", "inverse", "optional", "through", "StandardScaler"],
    ),
    ("past |> StandardScaler;", "past |> exp¦;", &["expect"]),
    ("past |> StandardScaler;", "past |> Stand¦;", &["StandardScaler"]),
    ("past |> StandardScaler;", "past |> StandardScaler.¦;", &["fit"]),
    ("past |> StandardScaler;", "past |> StandardScaler.fi¦;", &["fit"]),
    ("default white:", "def¦ white:", &["default", "optional"]),
    ("{ plain: SizedPca", "{ ¦ plain: SizedPca", &["default", "optional", "SizedPca"]),
    ("plain: SizedPca { components: k }", "plain: SizedPca { components: ¦ }", &["k"]),
    ("plain: SizedPca { components: k }", "plain: SizedPca { ¦ }", &["components", "whiten"]),
    ("main = up |> SizedPca { components: k }", "main = up |> SizedPca { components: k¦ }", &["k"]),
    ("0.5 ~ log(1e-3..=1e2)", "0.5 ~ ¦", &["log", "uniform", "normal"]),
    ("0.5 ~ log(1e-3..=1e2)", "0.5 ~ lo¦", &["log", "log_normal"]),
    ("        zero = past", "        ¦\n        zero = past", &["size", "past"]),
    ("        zero = past", "        si¦\n        zero = past", &["size"]),
    ("f64[n, 4]) fit(", "f64[n, 4]) fi¦(", &["fit"]),
    ("extra: f64[m, 4]", "extra: f64[m, ¦]", &["n", "k", "w", "KINDS"]),
    ("expect [n, 2*k]", "expect [n, 2*¦]", &["n", "k"]),
    ("inverse(past..same)", "inverse(past..sa¦)", &["same"]),
    ("through(zero);\n        _checked", "through(ze¦);\n        _checked", &["zero"]),
    ("guests.years |>", "guests.ye¦ |>", &["years"]),
    // rust-analyzer offers `r#in` for a name `in`, so nothing is offered here.
    ("size k in 2", "size k i¦ 2", &[]),
];

fn completions(editor: &mut Editor, wrong: &mut Vec<String>) {
    let text = editor.text(FILE).to_owned();
    for (from, typed, expected) in COMPLETIONS {
        assert!(text.contains(from), "`{from}` is not in the fixture");
        editor.change(FILE, &text.replacen(from, &typed.replace('¦', ""), 1));
        let found = editor.completions(FILE, typed);
        let names: Vec<&str> =
            found.iter().filter_map(|label| label.split(['<', '(', ' ', '!']).next()).collect();
        for missing in expected.iter().filter(|name| !names.contains(name)) {
            wrong.push(format!("`{typed}` does not offer `{missing}` among {}", found.len()));
        }
        let generated: Vec<&&str> = names.iter().filter(|name| name.starts_with("__")).collect();
        if !generated.is_empty() {
            wrong.push(format!("`{typed}` offers generated names: {generated:?}"));
        }
    }
    editor.change(FILE, &text);
}

/// rust-analyzer makes the outline from the text without macros, so it lacks pipelines. The search for symbols has them.
fn outline(editor: &mut Editor, wrong: &mut Vec<String>) {
    let outline = editor.outline(FILE);
    if !outline.iter().any(|name| name == "scale_by") || outline.iter().any(|name| name == "Shop") {
        wrong.push(format!("the outline has changed; say so in the documentation: {outline:?}"));
    }
    let symbols = editor.symbols("Shop");
    if !symbols.iter().any(|name| name == "Shop") {
        wrong.push(format!("no symbol `Shop`: {symbols:?}"));
    }
}
