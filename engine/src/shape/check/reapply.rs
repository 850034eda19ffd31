//! The shapes of a fitted step that is reapplied to another value: `check |> through(joined)`.
//!
//! Invariant: only the first axis of an input may differ from the values that the step was fitted on; the fitted sizes
//! apply to all other axes.

use super::infer::infer;
use super::inference::Inference;
use crate::shape::shape::Shape;
use crate::shape::signature::{Signature, Targets};
use crate::shape::size::Decision;

/// Like [`infer`], for a step that was fitted on values of the shapes `fitted_on`. `origin` is the number of the fitted
/// node: a size that was learned there is the same size here.
///
/// ```
/// use shapeflow::plumbing::{Shape, Signature, infer_reapplied};
/// const SCALER: Signature = Signature::new("[n, d] -> [n, d]", &[]);
/// const FITTED_ON: &[Shape] = &[Shape::new("[n, 64]", &[])];
/// assert!(!infer_reapplied(&SCALER, FITTED_ON, &[Shape::new("[m, 64]", &[])], 1).is_poison());
/// assert!(infer_reapplied(&SCALER, FITTED_ON, &[Shape::new("[m, 63]", &[])], 1).is_poison());
/// ```
pub const fn infer_reapplied(
    signature: &Signature,
    fitted_on: &[Shape],
    inputs: &[Shape],
    origin: u16,
) -> Inference {
    let mut at = 0;
    while at < fitted_on.len() {
        if fitted_on[at].is_poison() {
            return infer(&Signature::POISON, inputs, Targets::Fitted, origin);
        }
        at += 1;
    }
    if difference(fitted_on, inputs).is_some() {
        return infer(&Signature::POISON, inputs, Targets::Fitted, origin);
    }
    infer(signature, inputs, Targets::Fitted, origin)
}

/// Like [`expect_shape`](super::expect_shape), for a reapplied `expect`: sizes known only at run time become the promised
/// ones, and the others stay unchanged.
pub const fn expect_reapplied(found: Shape, promised: Shape) -> Inference {
    let mut shape = found;
    let mut undecided = false;
    let mut axis = 0;
    while axis < shape.rank() && shape.rank() == promised.rank() {
        if shape.dims()[axis].depends_on_data() {
            shape.set(axis, promised.dims()[axis]);
            undecided = true;
        }
        axis += 1;
    }
    if promised.is_poison() {
        shape = Shape::POISON;
    }
    Inference::of_shape(shape, undecided)
}

/// Returns the first input that differs in more than its first size from the value that the step was fitted on.
pub(in crate::shape) const fn difference(fitted_on: &[Shape], inputs: &[Shape]) -> Option<usize> {
    let mut input = 0;
    while input < inputs.len() && input < fitted_on.len() {
        let (given, fitted) = (&inputs[input], &fitted_on[input]);
        let mut axis = 1;
        let is_known = !given.is_poison() && !fitted.is_poison();
        if is_known && given.rank() != fitted.rank() {
            return Some(input);
        }
        while is_known && axis < given.rank() {
            if matches!(fitted.dims()[axis].decide_equal(&given.dims()[axis]), Decision::No) {
                return Some(input);
            }
            axis += 1;
        }
        input += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Shape {
        Shape::new(text, &[])
    }

    #[test]
    fn rows_may_differ_and_learned_sizes_are_the_same() {
        let words = Signature::new("[n] -> [n, vocab]", &[]);
        let [fitted, other] = ["[n]", "[m]"].map(shape);
        let learned = infer(&words, &[fitted], Targets::None, 4).output(0);
        let again = infer_reapplied(&words, &[fitted], &[other], 4).output(0);
        assert_eq!(again.dims()[1], learned.dims()[1]);
        assert_eq!(again.to_string(), "[m, vocab]");
        let declared = expect_reapplied(again, shape("[n, 24]"));
        assert_eq!((declared.output(0).to_string().as_str(), declared.undecided()), ("[m, 24]", true));
        assert!(expect_reapplied(again, Shape::POISON).is_poison());
        assert!(infer_reapplied(&words, &[Shape::POISON], &[other], 4).is_poison());
    }

    #[test]
    fn other_axes_must_be_those_of_the_fit() {
        let step = Signature::new("[n, ..] -> [n]", &[]);
        assert!(infer_reapplied(&step, &[shape("[n, 4]")], &[shape("[m]")], 1).is_poison());
        assert!(infer_reapplied(&step, &[shape("[n, d]")], &[shape("[m, e]")], 1).is_poison());
        assert!(!infer_reapplied(&step, &[shape("[n, d]")], &[shape("[m, d]")], 1).is_poison());
    }
}
