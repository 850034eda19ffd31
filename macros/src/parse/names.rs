//! Which words can be the name of a value, and the field name of a step's type.
//!
//! Invariant: a usable name is an identifier that is valid in the macro's output as it is.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

use crate::diagnostic::Reports;

/// The longest name of a size, in characters, as `shapeflow::shape` packs it.
pub(super) const MAX_SIZE: usize = 20;

/// Whether the word can be a binding and a field: it is not a keyword, a raw name, or a name with the macro's prefix.
pub(crate) fn is_usable(name: &Ident) -> bool {
    let text = name.to_string();
    !text.starts_with("r#") && !text.starts_with("__") && !is_keyword(&text) && !is_of_prelude(&text)
}

/// Whether the word is a value of Rust's prelude, which a pattern would match instead of naming a value.
pub(super) fn is_of_prelude(text: &str) -> bool {
    ["None", "Some", "Ok", "Err"].contains(&text)
}

/// Returns the name of the output at `_` in `(a, _) = ...`, which nothing can use.
pub(super) fn unnamed(number: usize, place: Span) -> Ident {
    Ident::new(&format!("{UNNAMED}{number}"), place)
}

/// Whether the output has no name: `_`.
pub(crate) fn is_unnamed(name: &Ident) -> bool {
    name.to_string().starts_with(UNNAMED)
}

const UNNAMED: &str = "_unnamed_";

/// Reports a name that cannot be used.
pub(super) fn check(name: &Ident, reports: &mut Reports) {
    if is_usable(name) {
        return;
    }
    let text = name.to_string();
    let message = if text == "_" {
        "a value needs a name: an unused one may start with `_`, such as `_rest`".to_owned()
    } else if let Some(word) = text.strip_prefix("r#") {
        format!(
            "`{text}` is a raw identifier, which cannot be a field here: choose another name, such as `{word}_`"
        )
    } else if text.starts_with("__") {
        format!(
            "names that start with `__` are reserved for the macro: write `{}`",
            text.trim_start_matches('_')
        )
    } else if is_of_prelude(&text) {
        format!(
            "`{text}` is a name of Rust's prelude: choose another name, such as `{}`",
            text.to_lowercase()
        )
    } else {
        format!("`{text}` is a keyword of Rust: choose another name, such as `{text}_`")
    };
    reports.at(name.span(), message);
}

/// Returns the message about the name of a size that is too long, or has other characters. `shapeflow::shape` has the
/// same words.
pub(super) fn long_size(text: &str) -> String {
    format!("`{text}`: the name of a size has at most {MAX_SIZE} characters of a-z, 0-9 and _")
}

/// Whether the word is a keyword of Rust.
pub(super) fn is_keyword(text: &str) -> bool {
    text == "_" || syn::parse_str::<Ident>(text).is_err()
}

/// Returns the field name of a step: `standard_scaler` for `StandardScaler`, `pca` for `PCA`.
pub(crate) fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.strip_prefix("r#").unwrap_or(name).chars().collect();
    let mut text = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        let starts_word = letter.is_uppercase()
            && at.checked_sub(1).and_then(|before| letters.get(before)).is_some_and(|&before| {
                before.is_lowercase()
                    || before.is_numeric()
                    || before.is_uppercase() && letters.get(at + 1).is_some_and(|after| after.is_lowercase())
            });
        if starts_word {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    let text = text.trim_start_matches("__").to_owned();
    if text.is_empty() {
        return "step".to_owned();
    }
    if is_keyword(&text) { format!("{text}_") } else { text }
}

/// Whether the tokens are a Rust type that is valid in the macro's output.
pub(super) fn is_type(tokens: &[TokenTree]) -> bool {
    let stream: TokenStream = tokens.iter().cloned().collect();
    // `syn` also reads `impl Trait`, `_` and the like as types, but they are not valid in a struct or alias.
    match syn::parse2::<syn::Type>(stream) {
        Ok(syn::Type::ImplTrait(_) | syn::Type::Infer(_) | syn::Type::Never(_) | syn::Type::Verbatim(_)) => {
            false
        }
        Ok(_) => true,
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snake_cases_type_names() {
        for (name, field) in [
            ("StandardScaler", "standard_scaler"),
            ("PCA", "pca"),
            ("OneHotEncoder", "one_hot_encoder"),
            ("HTTPServer", "http_server"),
            ("Log1p", "log1p"),
            ("Match", "match_"),
            ("square", "square"),
        ] {
            assert_eq!(snake_case(name), field);
        }
    }
}
