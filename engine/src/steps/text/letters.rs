//! Which characters are of words, and which are spaces: those of Python's `re`, `\w` and `\s`, as scikit-learn uses them.
//!
//! Invariant: a character is of a word if it is a letter (Unicode categories `L*`), a number (`N*`) or `_`. Combining marks are not, so
//! a word of an Indic script is split at its vowel signs, as in Python.

use unicode_normalization::char::is_combining_mark;

/// Whether the character is of a word (`\w`).
#[inline]
pub(super) fn is_word(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric() || letter == '_';
    }
    // Rust's letters are those of the property `Alphabetic`: the letters, the marks, and the circled and squared letters.
    letter.is_alphanumeric() && !is_combining_mark(letter) && !is_enclosed(letter)
}

/// Whether the character is a symbol that encloses a letter (category `So`).
fn is_enclosed(letter: char) -> bool {
    matches!(
        letter,
        '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F149}' | '\u{1F150}'..='\u{1F169}' | '\u{1F170}'..='\u{1F189}'
    )
}

/// Whether the character is a space (`\s`): with the separators of ASCII.
#[inline]
pub(super) fn is_space(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{1C}'..='\u{1F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_spaces_are_those_of_python() {
        for letter in ['a', 'Z', '0', '_', 'é', 'ß', '字', 'א', '²', 'Ⅷ', '①', '½', 'ª', 'ʰ', 'ਅ']
        {
            assert!(is_word(letter), "{letter}");
        }
        for letter in [
            ' ', '-', '\'', '\0', '\u{300}', '\u{93E}', 'Ⓐ', '🅰', '😀', '€', '\u{345}', '\u{200D}',
            '\u{20DD}',
        ] {
            assert!(!is_word(letter), "{letter:?}");
        }
        for letter in
            [' ', '\t', '\n', '\u{B}', '\u{1C}', '\u{1F}', '\u{85}', '\u{A0}', '\u{2028}', '\u{3000}']
        {
            assert!(is_space(letter), "{letter:?}");
        }
        assert!(!is_space('\u{200B}') && !is_space('\u{1B}') && !is_space('\u{FEFF}'));
    }
}
