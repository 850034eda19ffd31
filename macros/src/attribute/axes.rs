//! The numbers of inputs, outputs and axes in the text of a signature, and the constants it names.
//!
//! Invariant: this is not a second parser of signatures. It returns `None` for a malformed text, whose error is reported by
//! `shapeflow::shape::require_syntax`.

/// The brackets of a signature.
#[derive(Default)]
pub(super) struct Axes {
    pub(super) inputs: Vec<Bracket>,
    /// `None` without `fit(..)`.
    pub(super) targets: Option<Vec<Bracket>>,
    pub(super) outputs: Vec<Bracket>,
    /// The upper-case names, each once.
    pub(super) constants: Vec<String>,
}

/// One shape in the text.
pub(super) struct Bracket {
    /// As written.
    pub(super) text: String,
    count: usize,
    rest: bool,
    /// Repeated: one or more inputs.
    pub(super) repeated: bool,
}

impl Bracket {
    /// Returns the number of axes, if there is only one.
    pub(super) fn fixed(&self) -> Option<usize> {
        (!self.rest).then_some(self.count)
    }

    /// Whether a value with that many axes matches.
    pub(super) fn takes(&self, rank: usize) -> bool {
        if self.rest { rank + 1 >= self.count } else { rank == self.count }
    }

    /// Returns `2 axes` or `1 axis or more`.
    pub(super) fn axes(&self) -> String {
        if self.rest {
            format!("{} or more", super::mistakes::count(self.count - 1, "axis", "axes"))
        } else {
            super::mistakes::count(self.count, "axis", "axes")
        }
    }
}

impl Axes {
    /// Whether the rows of an output are not those of an input: their first axes differ.
    pub(super) fn changes_rows(&self) -> bool {
        let first = |bracket: &Bracket| {
            let inside = bracket.text.trim_start_matches('[').trim_end_matches(']');
            inside.split(',').next().unwrap_or_default().trim().to_owned()
        };
        let rows: Vec<String> = self.inputs.iter().map(first).collect();
        self.outputs.iter().any(|output| !rows.contains(&first(output)))
    }

    /// Whether the features of the output cannot be those of the input: there are several, or their axes differ beside the rows.
    pub(super) fn changes_features(&self) -> bool {
        let features = |bracket: &Bracket| {
            let inside = bracket.text.trim_start_matches('[').trim_end_matches(']').trim();
            // `[..]` has the rows among its axes.
            let after = inside.split_once(',').map_or("", |(_, after)| after);
            let axes: String = if inside == ".." { inside } else { after }.split_whitespace().collect();
            axes
        };
        match (&self.inputs[..], &self.outputs[..]) {
            ([input], [output]) => features(input) != features(output),
            _ => true,
        }
    }

    /// Reads the brackets.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut axes = Axes { constants: constants(text), ..Axes::default() };
        let mut rest = text.trim_start();
        if rest.starts_with('[') {
            (axes.inputs, rest) = brackets(rest)?;
        }
        if let Some(after) = rest.strip_prefix("fit") {
            let (targets, after) = brackets(after.trim_start().strip_prefix('(')?)?;
            axes.targets = Some(targets);
            rest = after.strip_prefix(')')?.trim_start();
        }
        (axes.outputs, rest) = brackets(rest.strip_prefix("->")?)?;
        (rest.is_empty() || rest.starts_with("where")).then_some(axes)
    }
}

/// Reads `[..], [..]*`; returns the rest without leading spaces.
fn brackets(text: &str) -> Option<(Vec<Bracket>, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let inside = rest.trim_start().strip_prefix('[')?;
        let (inside, after) = inside.split_once(']')?;
        if inside.contains('[') || misses_comma(inside) {
            return None;
        }
        let mut bracket = bracket(inside);
        rest = after.trim_start();
        if let Some(after) = rest.strip_prefix('*') {
            bracket.repeated = true;
            rest = after.trim_start();
        }
        found.push(bracket);
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None => return Some((found, rest)),
        }
    }
}

/// Whether two names or numbers follow each other: `n d`.
fn misses_comma(inside: &str) -> bool {
    let of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut words = inside.split_whitespace().peekable();
    std::iter::from_fn(|| words.next().zip(words.peek().copied()))
        .any(|(word, next)| word.ends_with(of_word) && next.starts_with(of_word))
}

fn bracket(inside: &str) -> Bracket {
    let mut bracket = Bracket { text: format!("[{inside}]"), count: 0, rest: false, repeated: false };
    if inside.trim().is_empty() {
        return bracket;
    }
    let mut depth = 0i32;
    let axes = inside.split(|letter| {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        letter == ',' && depth == 0
    });
    for axis in axes {
        bracket.count += 1;
        bracket.rest |= axis.trim() == ".." || axis.trim_end().trim_end_matches('*').ends_with('?');
        bracket.repeated |= axis.trim_end().ends_with('*');
    }
    bracket
}

fn constants(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for word in text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_') {
        if word.starts_with(|letter: char| letter.is_ascii_uppercase())
            && !names.iter().any(|name| name == word)
        {
            names.push(word.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(brackets: &[Bracket]) -> Vec<(usize, bool, bool)> {
        brackets.iter().map(|bracket| (bracket.count, bracket.rest, bracket.repeated)).collect()
    }

    #[test]
    fn brackets_and_axes_are_counted() {
        let axes =
            Axes::read("[n, (h - 1)*(w), ..], [] fit([n], [n, C]) -> [n, 2*d] where C <= d").expect("fine");
        assert_eq!(counts(&axes.inputs), [(3, true, false), (0, false, false)]);
        assert_eq!(counts(axes.targets.as_deref().unwrap_or(&[])), [(1, false, false), (2, false, false)]);
        assert_eq!(counts(&axes.outputs), [(2, false, false)]);
        assert_eq!(axes.constants, ["C"]);
        assert!(axes.inputs[0].takes(2) && axes.inputs[0].takes(5) && !axes.inputs[0].takes(1));
    }

    #[test]
    fn repeated_inputs_have_two_forms() {
        for text in ["[n, d*] -> [n, sum(d)]", "[n, d]* -> [n, d]"] {
            assert!(Axes::read(text).expect("fine").inputs[0].repeated, "{text}");
        }
    }

    #[test]
    fn a_malformed_text_is_not_read() {
        for text in
            ["", "[n, d -> [n]", "[n] [n]", "[n] -> ", "[n] => [n]", "[n] fit [n] -> [n]", "[[n]] -> [n]"]
        {
            assert!(Axes::read(text).is_none(), "{text}");
        }
    }
}
