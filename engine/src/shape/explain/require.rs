//! The compile errors of an edge and of a declared size.
//!
//! Invariant: there is an error only if this edge itself is wrong; the panic points at the caller, which is the user's own
//! token.

use crate::shape::check::{Edge, Inference};
use crate::shape::signature::{Layout, Signature};
use crate::shape::text::{INDENT, Text};

/// Causes a compile error at the caller if this edge is wrong, but not if only an earlier one is.
#[track_caller]
pub(crate) const fn require(inference: &Inference, edge: &Edge<'_>) {
    if let Some(mismatch) = inference.mismatch() {
        panic!("{}", mismatch.message(edge).as_str())
    }
}

/// Causes a compile error at the caller if a hyperparameter that is set to a declared size is not a size in the signature.
#[track_caller]
pub const fn require_named(signature: &Signature, step: &str, name: &str, size: &str) {
    if signature.is_poison() || signature.names(name) {
        return;
    }
    let mut text = Text::<1024>::new();
    text.push_str("`");
    text.push_str(name);
    text.push_str("` is not a size in the signature of step `");
    text.push_str(step);
    text.push_str("`, so it cannot be set to the size `");
    text.push_str(size);
    text.push_str("`");
    text.push_str(INDENT);
    text.push_str("the signature is ");
    text.push_str(signature.text);
    panic!("{}", text.as_str())
}

/// Causes a compile error at the caller if the step cannot have each number of a declared size, whose range is `low..=high`.
/// `name` is the name in the signature that is set to the size. `before` are the earlier uses of the size: of one range that is too
/// wide, the first one is reported.
#[track_caller]
pub const fn require_range(
    edge: &Edge<'_>,
    name: &str,
    size: &str,
    (low, high): (i64, i64),
    before: &[(&Edge<'_>, &str)],
) {
    let ends = [low, high];
    let mut at = 0;
    while at < before.len() {
        if !takes(before[at].0, before[at].1, ends) {
            return;
        }
        at += 1;
    }
    if takes(edge, name, ends) {
        return;
    }
    let mut at = 0;
    while at < ends.len() {
        let signature = edge.signature.numbered(name, ends[at]);
        let numbered = Edge { signature: &signature, ..*edge };
        if let Some(mismatch) = numbered.infer().mismatch() {
            let mut text = Text::<1024>::new();
            text.push_str(mismatch.message(&numbered).as_str());
            text.push_str(INDENT);
            text.push_str("the size `");
            text.push_str(size);
            text.push_str("` may be ");
            text.push_i64(ends[at]);
            text.push_str(": change its range");
            panic!("{}", text.as_str())
        }
        at += 1;
    }
}

/// Whether the step can have both ends of a range as this size. If the edge itself has an error, that one is reported.
const fn takes(edge: &Edge<'_>, name: &str, ends: [i64; 2]) -> bool {
    if edge.infer().mismatch().is_some() {
        return true;
    }
    let mut at = 0;
    while at < ends.len() {
        let signature = edge.signature.numbered(name, ends[at]);
        let numbered = Edge { signature: &signature, ..*edge };
        if numbered.infer().mismatch().is_some() {
            return false;
        }
        at += 1;
    }
    true
}

/// Causes a compile error at the caller: the step acts only while fitting, but nothing marks what it makes.
#[track_caller]
pub const fn require_marked(is_fit_only: bool, step: &str, inputs: usize, outputs: usize) {
    if !is_fit_only {
        return;
    }
    let mut text = Text::<1024>::new();
    text.push_str("step `");
    text.push_str(step);
    if outputs > inputs {
        text.push_str(
            "` makes targets, which exist only while fitting: write `fit` before their names, as in ",
        );
        text.push_str("`(past, fit next) = ...`");
    } else {
        text.push_str(
            "` acts only while fitting, so one of its inputs must be a target, which exists only then",
        );
    }
    panic!("{}", text.as_str())
}

/// Causes a compile error at the caller: the step learns without a target, so the value would weight its rows, but another step learns
/// against the same value. `others` are the other steps with the value as the first one in `.fit(..)`.
#[track_caller]
pub const fn require_no_target(
    signature: &Signature,
    step: &str,
    value: &str,
    others: &[(&Signature, &str)],
) {
    let Some(false) = learns_against_target(signature) else { return };
    let mut at = 0;
    while at < others.len() {
        let (other, name) = others[at];
        if let Some(true) = learns_against_target(other) {
            let mut text = Text::<1024>::new();
            text.push_str("step `");
            text.push_str(step);
            text.push_str("` learns without a target: remove `.fit(");
            text.push_str(value);
            text.push_str(")`");
            text.push_str(INDENT);
            text.push_str("it would weight each row by `");
            text.push_str(value);
            text.push_str("`, the target of step `");
            text.push_str(name);
            text.push_str("`");
            panic!("{}", text.as_str())
        }
        at += 1;
    }
}

/// Whether the step learns against a target: `false` if what its `.fit(..)` takes may be left out. `None` without `.fit(..)`.
const fn learns_against_target(signature: &Signature) -> Option<bool> {
    match Layout::read(signature.text) {
        Ok(layout) if layout.has_fit && !signature.is_poison() => Some(layout.targets.needs_one()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::check::infer;
    use crate::shape::{Shape, Sizes, Symbol, Targets};

    const PCA: Signature = Signature::new("[n, d] -> [n, components] where components <= d", &[]);

    fn message(signature: &Signature, inputs: &[Shape]) -> String {
        let edge = Edge {
            step: "Pca",
            signature,
            inputs,
            sources: &["x"],
            targets: Targets::None,
            target_sources: &[],
            origin: 1,
        };
        edge.infer().mismatch().map_or_else(String::new, |mismatch| mismatch.message(&edge).to_string())
    }

    #[test]
    #[should_panic(expected = "shape mismatch at step `Pca<12>`")]
    fn a_wrong_edge_does_not_compile() {
        let edge = Edge {
            step: "Pca<12>",
            signature: &Signature::new("[n, d] -> [n, K] where K <= d", &[("K", 12)]),
            inputs: &[Shape::new("[n, 8]", &[])],
            sources: &["strokes"],
            targets: Targets::None,
            target_sources: &[],
            origin: 1,
        };
        require(&edge.infer(), &edge);
    }

    #[test]
    fn a_declared_size_equals_only_itself() {
        let given = [Shape::new("[n, 64]", &[])];
        let k = PCA.declared_as("components", "k");
        let found = infer(&k, &given, Targets::None, 1);
        assert_eq!((found.output(0).to_string().as_str(), found.undecided()), ("[n, k]", true));
        let same = infer(&k, &given, Targets::None, 2);
        assert!(found.output(0).equals(&same.output(0)));
        let other = infer(&PCA.declared_as("components", "j"), &given, Targets::None, 3);
        assert!(!found.output(0).equals(&other.output(0)));
    }

    #[test]
    fn a_known_number_decides_an_open_question() {
        let k = PCA.declared_as("components", "k");
        let sizes = Sizes::for_shapes([&Shape::new("[k]", &[])]);
        let given = [Shape::new("[n, 8]", &[])];
        assert_eq!(message(&k.at(&sizes), &given), "");
        assert_eq!(sizes.bind(Symbol::new("k", 0).expect("a name"), 9), Ok(()));
        assert_eq!(
            message(&k.at(&sizes), &given),
            "shape mismatch at step `Pca`\n  takes    [n, d]\n  is given [n, 8]  from `x`\n  needs `components <= d`, but components = 9, d = 8"
        );
    }

    #[test]
    fn an_input_of_the_name_must_have_that_size() {
        let same = Signature::new("[n, width] -> [n, width]", &[]).declared_as("width", "k");
        assert_eq!(message(&same, &[Shape::new("[n, k]", &[])]), "");
        assert_eq!(
            message(&same, &[Shape::new("[n, 8]", &[])]),
            "shape mismatch at step `Pca`\n  takes    [n, width]\n  is given [n, 8]  from `x`\n  `width` is k, not 8"
        );
    }

    #[test]
    fn a_name_is_a_whole_word_of_the_signature() {
        assert!(PCA.names("components") && PCA.names("d"));
        assert!(!PCA.names("component") && !PCA.names("k"));
    }
}
