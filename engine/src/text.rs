//! Texts of the user in messages: their start, and the word that was meant.
//!
//! Invariant: a message quotes at most the start of a text, however long it is, and no character that moves or hides the others.

/// Returns the start of a text in quotes, with ends of lines and other control characters as Rust writes them: `\n`.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let mut quoted = String::from("`");
    let mut letters = text.chars();
    for letter in letters.by_ref().take(MOST) {
        if letter.is_control() || is_direction(letter) {
            quoted.extend(letter.escape_default());
        } else {
            quoted.push(letter);
        }
    }
    quoted.push_str(if letters.next().is_some() { "..`" } else { "`" });
    quoted
}

/// Whether a character changes the direction in which those after it are written.
fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns the candidate that a misspelled path may mean: the one whose last names are nearest by spelling (insertions,
/// deletions, replacements and swaps of neighbors), at most a third of the path away. Of equally near ones it is the first.
pub(crate) fn closest<'a>(path: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let names = path.split('.').count();
    let distance = |candidate: &str| strsim::damerau_levenshtein(path, last(candidate, names));
    let (nearest, candidate) =
        candidates.map(|candidate| (distance(candidate), candidate)).min_by_key(|&(distance, _)| distance)?;
    let length = path.chars().count();
    // Two short words that differ in every letter are not misspellings of each other.
    (nearest <= length.max(3) / 3 && nearest < length).then_some(candidate)
}

/// Returns the last `count` names of a path.
fn last(path: &str, names: usize) -> &str {
    let start = path.rmatch_indices('.').nth(names.saturating_sub(1)).map_or(0, |(dot, _)| dot + 1);
    &path[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_the_start_of_a_text_without_control_characters() {
        assert_eq!(shown("déjà \\vu"), "`déjà \\vu`");
        assert_eq!(shown("a\0b\n\u{202e}c"), r"`a\u{0}b\n\u{202e}c`");
        assert_eq!(shown(&"é".repeat(40)), format!("`{}`", "é".repeat(40)));
        assert_eq!(shown(&"é".repeat(41)), format!("`{}..`", "é".repeat(40)));
    }

    #[test]
    fn suggests_the_nearest_path() {
        let paths = ["c", "strokes.pca.whiten", "tolerance"];
        let closest = |path| closest(path, paths.into_iter());
        assert_eq!(closest("strokes.pca.withen"), Some("strokes.pca.whiten"));
        assert_eq!(closest("whitten"), Some("strokes.pca.whiten"));
        assert_eq!(closest("pca.whiten"), Some("strokes.pca.whiten"));
        assert_eq!(closest("tolerence"), Some("tolerance"));
        assert_eq!(closest("d"), None);
        assert_eq!(closest("unknown"), None);
    }
}
