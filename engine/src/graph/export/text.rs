//! Labels: one line, wrapped, without characters that a notation rejects.
//!
//! Invariant: a label has no control characters, and only the line breaks that `wrap` chose.

/// The widest line of a box, in characters.
const WIDTH: usize = 34;
/// The widest line of a heading.
const WIDE: usize = 90;
/// The most lines of a wrapped label.
const LINES: usize = 6;

/// Returns `text` on one line: every run of blanks is one space, every other control character a replacement character.
pub(in crate::graph) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(
            word.chars().map(|char| if printable(char) { char } else { char::REPLACEMENT_CHARACTER }),
        );
    }
    line
}

/// Returns whether XML, as which Graphviz parses labels, accepts the character, and it does not reverse the text direction.
fn printable(char: char) -> bool {
    let turns_the_text = matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let not_a_character = matches!(char, '\u{FDD0}'..='\u{FDEF}') || u32::from(char) & 0xFFFE == 0xFFFE;
    !(char.is_control() || turns_the_text || not_a_character)
}

/// Returns `text` as lines for a box, broken at spaces where possible.
pub(in crate::graph) fn wrap(text: &str) -> Vec<String> {
    wrap_to(WIDTH, text)
}

/// Returns whether `text` fits the widest line of a box.
pub(super) fn fits(text: &[&str]) -> bool {
    text.iter().map(|text| text.chars().count()).sum::<usize>() <= WIDTH
}

/// Returns `text` as lines for a heading.
pub(super) fn wrap_wide(text: &str) -> Vec<String> {
    wrap_to(WIDE, text)
}

fn wrap_to(width: usize, text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in line(text).split(' ') {
        let mut rest: Vec<char> = word.chars().collect();
        if length > 0
            && length + 1 + rest.len() <= width
            && let Some(last) = lines.last_mut()
        {
            last.push(' ');
            last.extend(&rest);
            length += 1 + rest.len();
            continue;
        }
        while rest.len() > width {
            let tail = rest.split_off(width);
            lines.push(rest.into_iter().collect());
            rest = tail;
        }
        length = rest.len();
        lines.push(rest.into_iter().collect());
    }
    lines.retain(|line| !line.is_empty());
    if lines.len() > LINES {
        lines.truncate(LINES - 1);
        lines.push("...".to_owned());
    }
    lines
}

/// Returns the first paragraph of a documentation comment, on one line.
pub(super) fn first_paragraph(docs: &str) -> String {
    let lines = docs.lines().map(str::trim).skip_while(|line| line.is_empty());
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    line(&paragraph.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_without_control_characters() {
        assert_eq!(line("LogisticRegression {\n    c: 0.5,\n}"), "LogisticRegression { c: 0.5, }");
        assert_eq!(line("a\0b\u{202E}c\u{FFFF}"), "a\u{FFFD}b\u{FFFD}c\u{FFFD}");
        assert_eq!(line(" \n\t "), "");
    }

    #[test]
    fn long_lines_are_broken_at_spaces_and_long_words_anywhere() {
        let lines = wrap("choose { a: Pca<8>, b: SelectKBest<8>, c: RandomProjection<8> }");
        assert_eq!(lines, ["choose { a: Pca<8>, b:", "SelectKBest<8>, c:", "RandomProjection<8> }"]);
        assert!(wrap(&"é".repeat(100)).iter().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(wrap(&"word ".repeat(1000)).len(), LINES);
        assert!(wrap("").is_empty());
    }

    #[test]
    fn the_first_paragraph_is_joined() {
        assert_eq!(
            first_paragraph("\n Reads a digit\n from its image.\n\n More.\n"),
            "Reads a digit from its image."
        );
    }
}
