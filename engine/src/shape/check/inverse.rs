//! The shapes of `inverse(..)`.
//!
//! Invariant: only the first axis of the value may differ from what the step returned in the fit. A size that cannot be determined from the outputs of a step is the one that the step was fitted on, if it is
//! a bare name; otherwise it is known only at run time.

use super::infer::infer;
use super::inference::Inference;
use super::reapply::difference;
use crate::shape::shape::Shape;
use crate::shape::signature::{Signature, Targets};

/// Like [`infer`], for the inverse of a step that was fitted on values of the shapes `fitted_on`, and that returned values of
/// the shapes `returned`.
///
/// ```
/// use shapeflow::plumbing::{Shape, Signature, infer_inverse};
/// const INVERSE: Signature = Signature::new("[n, K] -> [n, d]", &[("K", 2)]);
/// const FITTED_ON: &[Shape] = &[Shape::new("[train, 64]", &[])];
/// const GIVEN: &[Shape] = &[Shape::new("[rows, 2]", &[])];
/// const RETURNED: &[Shape] = &[Shape::new("[train, 2]", &[])];
/// assert_eq!(infer_inverse(&INVERSE, FITTED_ON, RETURNED, GIVEN, 1).output(0).to_string(), "[rows, 64]");
/// ```
pub const fn infer_inverse(
    signature: &Signature,
    fitted_on: &[Shape],
    returned: &[Shape],
    inputs: &[Shape],
    origin: u16,
) -> Inference {
    let mut inference = infer(signature, inputs, Targets::Fitted, origin);
    if inference.mismatch().is_none() && difference(returned, inputs).is_some() {
        return Inference::POISON;
    }
    let mut output = 0;
    while output < fitted_on.len() {
        let fitted = &fitted_on[output];
        if fitted.is_poison() {
            return infer(&Signature::POISON, inputs, Targets::Fitted, origin);
        }
        let shape = inference.output(output);
        let mut axis = 0;
        while axis < shape.rank() && shape.rank() == fitted.rank() {
            if let Some(symbol) = shape.dims()[axis].as_symbol()
                && symbol.origin() == origin
            {
                inference.set(output, axis, fitted.dims()[axis]);
            }
            axis += 1;
        }
        output += 1;
    }
    inference
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_from_the_value_and_columns_from_the_fit() {
        let shape = |text| Shape::new(text, &[]);
        let inverse = Signature::new("[n, k] -> [n, d]", &[]);
        let code = [shape("[train, 3]")];
        let found = infer_inverse(&inverse, &[shape("[train, w + 1]")], &code, &[shape("[rows, 3]")], 7);
        assert_eq!(found.output(0).to_string(), "[rows, w + 1]");
        assert!(infer_inverse(&inverse, &[Shape::POISON], &code, &[shape("[rows, 3]")], 7).is_poison());
        assert!(
            infer_inverse(&inverse, &[shape("[n, 4]")], &code, &[shape("[rows]")], 7).mismatch().is_some()
        );
    }

    #[test]
    fn a_value_has_the_columns_that_the_step_returned() {
        let scaler = Signature::new("[n, d?] -> [n, d?]", &[]);
        let is_right = |fitted: &str, given: &str| {
            let fitted = [Shape::new(fitted, &[])];
            infer_inverse(&scaler, &fitted, &fitted, &[Shape::new(given, &[])], 7).is_right(1)
        };
        assert!(is_right("[train, 4]", "[rows, 4]") && is_right("[train]", "[rows]"));
        assert!(!is_right("[train, 4]", "[rows]") && !is_right("[train]", "[rows, 4]"));
        assert!(!is_right("[train, 4]", "[rows, 3]") && !is_right("[train, d]", "[rows, e]"));
    }
}
