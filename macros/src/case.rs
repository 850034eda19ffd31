//! Names in camel case.

/// Converts a name to camel case: `strokes` to `Strokes`, `first_layer` to `FirstLayer`.
pub(crate) fn camel_case(name: &str) -> String {
    name.trim_start_matches("r#")
        .split('_')
        .flat_map(|word| {
            let mut characters = word.chars();
            characters.next().into_iter().flat_map(char::to_uppercase).chain(characters)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::camel_case;

    #[test]
    fn words_begin_with_capitals() {
        assert_eq!(camel_case("first_layer"), "FirstLayer");
        assert_eq!(camel_case("r#type"), "Type");
    }
}
