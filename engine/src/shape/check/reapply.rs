//! The shapes of a fitted step that is applied again, to other rows: `check |> through(joined)`.
//!
//! Invariant: only the first axis of an input may differ from what the step was fitted on; the sizes that it has learnt
//! belong to all others.

use super::infer::infer;
use super::inference::Inference;
use crate::shape::shape::Shape;
use crate::shape::signature::{Signature, Targets};
use crate::shape::size::Decision;

/// As [`infer`], for a step that was fitted on values of the shapes `fitted_on`. `origin` is the number of the node that
/// was fitted: a size that it has learnt is the same size here.
///
/// ```
/// use shapeflow::shape::{Shape, Signature, infer_again};
/// const SCALER: Signature = Signature::new("[n, d] -> [n, d]", &[]);
/// const FITTED_ON: &[Shape] = &[Shape::new("[n, 64]", &[])];
/// assert!(!infer_again(&SCALER, FITTED_ON, &[Shape::new("[m, 64]", &[])], 1).is_poison());
/// assert!(infer_again(&SCALER, FITTED_ON, &[Shape::new("[m, 63]", &[])], 1).is_poison());
/// ```
pub const fn infer_again(
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

/// As [`expect_shape`](super::expect_shape), for other rows: a size that only data can tell is the promised one, and the
/// others stay what they are.
pub const fn expect_again(found: Shape, promised: Shape) -> Inference {
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

/// The first input that differs from what the step was fitted on in more than its first size.
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
    fn rows_may_differ_and_learnt_sizes_are_the_same() {
        let words = Signature::new("[n] -> [n, vocab]", &[]);
        let [fitted, other] = ["[n]", "[m]"].map(shape);
        let learnt = infer(&words, &[fitted], Targets::None, 4).output(0);
        let again = infer_again(&words, &[fitted], &[other], 4).output(0);
        assert_eq!(again.dims()[1], learnt.dims()[1]);
        assert_eq!(again.to_string(), "[m, vocab]");
        let declared = expect_again(again, shape("[n, 24]"));
        assert_eq!((declared.output(0).to_string().as_str(), declared.undecided()), ("[m, 24]", true));
        assert!(expect_again(again, Shape::POISON).is_poison());
        assert!(infer_again(&words, &[Shape::POISON], &[other], 4).is_poison());
    }

    #[test]
    fn other_axes_are_not_what_the_step_was_fitted_on() {
        let step = Signature::new("[n, ..] -> [n]", &[]);
        assert!(infer_again(&step, &[shape("[n, 4]")], &[shape("[m]")], 1).is_poison());
        assert!(infer_again(&step, &[shape("[n, d]")], &[shape("[m, e]")], 1).is_poison());
        assert!(!infer_again(&step, &[shape("[n, d]")], &[shape("[m, d]")], 1).is_poison());
    }
}
