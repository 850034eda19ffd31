//! The checker: from a signature and the shapes of the inputs to the shapes of the outputs, at compile time and at run
//! time.
//!
//! Invariant: an edge has a mismatch only if it is wrong for some sizes; poison inputs lead to poison outputs without a
//! mismatch.

use super::inference::Inference;
use super::mismatch::{Mismatch, MismatchKind};
use super::unify::Application;
use crate::shape::limits::MAX_OUTPUTS;
use crate::shape::shape::{Shape, any_poison};
use crate::shape::signature::{Axis, AxisKind, ParsedSignature, Relation, Signature, SyntaxError, Targets};
use crate::shape::size::{Decision, Dim};

/// Returns the inference of a node that passes these shapes on unchanged.
pub const fn passed_on(shapes: &[Shape]) -> Inference {
    let mut inference = Inference { poison: any_poison(shapes), ..Inference::POISON };
    while inference.count < shapes.len() && inference.count < MAX_OUTPUTS {
        inference.outputs[inference.count] = shapes[inference.count];
        inference.count += 1;
    }
    inference
}

/// Applies a signature to the shapes of a step's inputs. `origin` is the number of the node, for new sizes.
///
/// ```
/// use shapeflow::plumbing::{Shape, Signature, Targets, infer};
/// const CONCAT: Signature = Signature::new("[n, d*] -> [n, sum(d)]", &[]);
/// const INPUTS: &[Shape] = &[Shape::new("[n, 8]", &[]), Shape::new("[n, k]", &[])];
/// const JOINED: Shape = infer(&CONCAT, INPUTS, Targets::None, 1).output(0);
/// assert_eq!(JOINED.to_string(), "[n, k + 8]");
/// ```
pub const fn infer(signature: &Signature, inputs: &[Shape], targets: Targets<'_>, origin: u16) -> Inference {
    infer_parsed(signature, &signature.parse(), inputs, targets, origin)
}

/// Like [`infer`], for a signature whose text has been parsed.
pub(crate) const fn infer_parsed(
    signature: &Signature,
    parsed: &ParsedSignature,
    inputs: &[Shape],
    targets: Targets<'_>,
    origin: u16,
) -> Inference {
    if parsed.is_poison || any_poison(inputs) {
        return Inference::POISON;
    }
    if let Targets::Given(shapes) = targets
        && any_poison(shapes)
    {
        return Inference::POISON;
    }
    let layout = match &parsed.layout {
        Ok(layout) => layout,
        Err(error) => return Inference::of_mismatch(Mismatch::of_text(*error)),
    };
    let mut application = Application::new(signature, layout, inputs, targets);
    let mut inference = Inference::POISON;
    let found = match application.unify(targets) {
        Ok(()) => {
            application.scope.unknown = origin;
            find_outputs(&mut application, &mut inference)
        }
        Err(mismatch) => Err(mismatch),
    };
    match found {
        Ok(()) => {
            inference.poison = false;
            inference.undecided = application.undecided;
            inference
        }
        Err(mismatch) => Inference::of_mismatch(mismatch),
    }
}

const fn find_outputs(application: &mut Application<'_>, inference: &mut Inference) -> Result<(), Mismatch> {
    let mut index = 0;
    while index < application.layout.condition_count {
        match attempt!(decide(application, index)) {
            Decision::Yes => {}
            Decision::No => return Err(Mismatch::new(MismatchKind::Condition { index })),
            Decision::Unknown => application.undecided = true,
        }
        index += 1;
    }
    let mut output = 0;
    while output < application.layout.output_count {
        let shape = &mut inference.outputs[output];
        *shape = Shape::SCALAR;
        let count = application.layout.outputs[output].count;
        let mut axis = 0;
        while axis < count {
            let text = application.layout.outputs[output].axes[axis];
            let mut fits = true;
            match text.kind {
                AxisKind::Rest if application.scope.has_rest => {
                    let rest = &application.scope.rest;
                    let mut at = 0;
                    while at < rest.rank {
                        fits &= shape.push(&rest.dims[at]);
                        at += 1;
                    }
                }
                AxisKind::Name if let Some(bound) = application.scope.find(text.name) => {
                    fits = shape.push(&application.scope.values[bound]);
                }
                _ => {
                    let dim = attempt!(compute(application, &text));
                    match dim.decide_non_negative() {
                        Decision::Yes => {}
                        Decision::No => return Err(Mismatch::new(MismatchKind::Negative { output, axis })),
                        Decision::Unknown => application.undecided = true,
                    }
                    fits = shape.push(&dim);
                }
            }
            if !fits {
                return Err(Mismatch::new(MismatchKind::OutputRank { output }));
            }
            axis += 1;
        }
        output += 1;
    }
    inference.count = output;
    Ok(())
}

const fn compute(application: &Application<'_>, axis: &Axis) -> Result<Dim, Mismatch> {
    match axis.kind {
        AxisKind::Number => Ok(Dim::constant(axis.number)),
        AxisKind::Constant => Ok(Dim::constant(attempt!(application.constant(axis)))),
        AxisKind::Rest => Err(Mismatch::of_text(SyntaxError::new(axis.start, "this axis is in no input"))),
        _ => application.read(axis.start, axis.end),
    }
}

const fn decide(application: &Application<'_>, index: usize) -> Result<Decision, Mismatch> {
    let condition = application.layout.conditions[index];
    let left = attempt!(application.read(condition.start, condition.operator));
    let right = attempt!(application.read(condition.after, condition.end));
    Ok(match condition.relation {
        Relation::AtMost => left.decide_at_most(&right),
        Relation::AtLeast => right.decide_at_most(&left),
        Relation::Less => right.decide_at_most(&left).not(),
        Relation::Greater => left.decide_at_most(&right).not(),
        Relation::Equal => left.decide_equal(&right),
        Relation::Unequal => left.decide_unequal(&right),
    })
}
