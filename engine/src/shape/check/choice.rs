//! The shapes of a choice between steps: all arms have the same inputs, and must have the outputs of the first arm.
//!
//! Invariant: the output shapes are those of the first arm, or poison if any arm has an error. A size known only at run
//! time is never an error here: the engine compares it with the real array.

use super::inference::Inference;
use super::promise::expect_shape;
use crate::shape::signature::{Signature, Targets};

/// Returns the targets of an arm: those of the whole choice, if the arm learns against a target.
pub const fn targets_of<'a>(arm: &Signature, targets: Targets<'a>) -> Targets<'a> {
    match targets {
        Targets::Given(_) if !arm.has_targets() => Targets::None,
        targets => targets,
    }
}

/// Returns whether both arms have the same output shapes, as far as these are known at compile time.
pub(in crate::shape) const fn is_same(first: &Inference, arm: &Inference) -> bool {
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

/// Returns the output shapes of a choice between arms with these output shapes.
///
/// ```
/// use shapeflow::plumbing::{Inference, Shape, Signature, Targets, chosen, infer};
/// const INPUT: &[Shape] = &[Shape::new("[n, 8]", &[])];
/// const SAME: Inference = infer(&Signature::new("[n, d] -> [n, d]", &[]), INPUT, Targets::None, 1);
/// const EIGHT: Inference = infer(&Signature::new("[n, d] -> [n, 8]", &[]), INPUT, Targets::None, 1);
/// const NINE: Inference = infer(&Signature::new("[n, d] -> [n, 9]", &[]), INPUT, Targets::None, 1);
/// assert_eq!(chosen(&[&SAME, &EIGHT]).output(0).to_string(), "[n, 8]");
/// assert!(chosen(&[&SAME, &NINE]).is_poison());
/// ```
pub const fn chosen(arms: &[&Inference]) -> Inference {
    if arms.is_empty() {
        return Inference::POISON;
    }
    let mut all = *arms[0];
    let mut at = 0;
    while at < arms.len() {
        all = joined(all, arms[at]);
        at += 1;
    }
    all
}

/// Returns the inference of a choice with one more arm; `before` is that of the arms before.
pub(crate) const fn joined(before: Inference, arm: &Inference) -> Inference {
    if before.is_poison() || arm.is_poison() || !is_same(&before, arm) {
        return Inference::POISON;
    }
    before.with_undecided(before.undecided() | arm.undecided())
}
