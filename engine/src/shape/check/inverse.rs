//! The shapes of `inverse(..)`.
//!
//! Invariant: a size that cannot be determined from the outputs of a step is the one that the step was fitted on, if it is
//! a bare name; otherwise it is known only at run time.

use super::infer::infer;
use super::inference::Inference;
use crate::shape::shape::Shape;
use crate::shape::signature::{Signature, Targets};

/// Like [`infer`], for the inverse of a step that was fitted on values of the shapes `fitted_on`.
///
/// ```
/// use shapeflow::plumbing::{Shape, Signature, infer_inverse};
/// const INVERSE: Signature = Signature::new("[n, K] -> [n, d]", &[("K", 2)]);
/// const FITTED_ON: &[Shape] = &[Shape::new("[train, 64]", &[])];
/// const GIVEN: &[Shape] = &[Shape::new("[rows, 2]", &[])];
/// assert_eq!(infer_inverse(&INVERSE, FITTED_ON, GIVEN, 1).output(0).to_string(), "[rows, 64]");
/// ```
pub const fn infer_inverse(
    signature: &Signature,
    fitted_on: &[Shape],
    inputs: &[Shape],
    origin: u16,
) -> Inference {
    let mut inference = infer(signature, inputs, Targets::Fitted, origin);
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
        let found = infer_inverse(&inverse, &[shape("[train, w + 1]")], &[shape("[rows, 3]")], 7);
        assert_eq!(found.output(0).to_string(), "[rows, w + 1]");
        assert!(infer_inverse(&inverse, &[Shape::POISON], &[shape("[rows, 3]")], 7).is_poison());
        assert!(infer_inverse(&inverse, &[shape("[n, 4]")], &[shape("[rows]")], 7).mismatch().is_some());
    }
}
