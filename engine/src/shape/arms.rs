//! The shapes of a choice between steps: each arm is applied to the same inputs, and all give what the first gives.
//!
//! Invariant: the shapes that flow on are those of the first arm; they are poison where any arm has a mistake. A size that
//! only data can tell is never called another one here: the engine compares it with the real array.

use super::explain::INDENT;
use super::infer::{Inference, Targets};
use super::layout::Layout;
use super::mismatch::MismatchKind;
use super::names::Names;
use super::promise::expect_shape;
use super::require::{Edge, require};
use super::signature::Signature;
use super::text::Text;

impl Signature {
    /// Does it name inputs that exist only while fitting?
    pub const fn has_targets(&self) -> bool {
        match Layout::read(self.text) {
            Ok(layout) => layout.has_fit,
            Err(_) => false,
        }
    }
}

/// The targets of an arm: those of the whole choice, for an arm that learns against any.
pub const fn targets_of<'a>(arm: &Signature, targets: Targets<'a>) -> Targets<'a> {
    match targets {
        Targets::Given(_) if !arm.has_targets() => Targets::None,
        targets => targets,
    }
}

/// Do both arms give as many values, of the same shapes, as far as it is known before the data is?
pub const fn is_same(first: &Inference, arm: &Inference) -> bool {
    if first.is_poison() || arm.is_poison() {
        return true;
    }
    if first.output_count() != arm.output_count() {
        return false;
    }
    let mut output = 0;
    while output < arm.output_count() {
        if expect_shape(arm.output(output), first.output(output)).mismatch().is_some() {
            return false;
        }
        output += 1;
    }
    true
}

/// What flows on behind a choice between arms for which this was inferred.
///
/// ```
/// use shapeflow::shape::{Inference, Shape, Signature, Targets, chosen, infer};
/// const INPUT: &[Shape] = &[Shape::new("[n, 8]", &[])];
/// const SAME: Inference = infer(&Signature::new("[n, d] -> [n, d]", &[]), INPUT, Targets::None, 1);
/// const EIGHT: Inference = infer(&Signature::new("[n, d] -> [n, 8]", &[]), INPUT, Targets::None, 1);
/// const NINE: Inference = infer(&Signature::new("[n, d] -> [n, 9]", &[]), INPUT, Targets::None, 1);
/// assert_eq!(chosen(&[&SAME, &EIGHT]).output(0).to_string(), "[n, 8]");
/// assert!(chosen(&[&SAME, &NINE]).is_poison());
/// ```
pub const fn chosen(arms: &[&Inference]) -> Inference {
    let mut undecided = false;
    let mut at = 0;
    while at < arms.len() {
        if arms[at].is_poison() || !is_same(arms[0], arms[at]) {
            return Inference::POISON;
        }
        undecided |= arms[at].undecided();
        at += 1;
    }
    if arms.is_empty() { Inference::POISON } else { arms[0].with_undecided(undecided) }
}

/// Stops the compiler, at the caller, where the shapes before an arm are wrong. That a target is missing is said of the
/// first arm alone that learns against one.
#[track_caller]
pub const fn require_arm(arm: &Inference, edge: &Edge<'_>, before: &[&Inference]) {
    let mut at = 0;
    while at < before.len() {
        if needs_target(arm) && needs_target(before[at]) {
            return;
        }
        at += 1;
    }
    require(arm, edge);
}

const fn needs_target(inference: &Inference) -> bool {
    match inference.mismatch() {
        Some(mismatch) => matches!(mismatch.kind, MismatchKind::NeedsTarget),
        None => false,
    }
}

/// Stops the compiler, at the caller, where no arm learns against the targets in `.fit(..)`.
#[track_caller]
pub const fn require_target_taken(learn: &[bool]) {
    let mut at = 0;
    while at < learn.len() {
        if learn[at] {
            return;
        }
        at += 1;
    }
    panic!("no arm of this `choose` learns against a target: remove `.fit(..)`")
}

/// Stops the compiler, at the caller, where an arm does not give what the first arm gives. Both are called as the user
/// wrote them.
#[track_caller]
pub const fn require_same(first: (&str, &Inference), arm: (&str, &Inference)) {
    if is_same(first.1, arm.1) {
        return;
    }
    let mut names = Names::new();
    list(&mut names, first.1);
    list(&mut names, arm.1);
    let mut text = Text::<1024>::new();
    text.push_str("shape mismatch at arm `");
    text.push_str(arm.0);
    text.push_str("` of `choose`: all arms give one shape");
    text.push_str(INDENT);
    text.push_str("expected ");
    push_outputs(&mut text, first.1, &names);
    text.push_str("  as of `");
    text.push_str(first.0);
    text.push_str("`");
    text.push_str(INDENT);
    text.push_str("gives    ");
    push_outputs(&mut text, arm.1, &names);
    panic!("{}", text.as_str())
}

const fn list(names: &mut Names, inference: &Inference) {
    let mut at = 0;
    while at < inference.output_count() {
        names.list(&inference.outputs()[at]);
        at += 1;
    }
}

const fn push_outputs(text: &mut Text<1024>, inference: &Inference, names: &Names) {
    let mut at = 0;
    while at < inference.output_count() {
        if at > 0 {
            text.push_str(", ");
        }
        text.push_shape_called(&inference.outputs()[at], names);
        at += 1;
    }
}
