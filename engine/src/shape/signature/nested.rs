//! The signature of a pipeline that is a step of another, from the shapes of its inputs and outputs.
//!
//! Invariant: the text, parsed again, describes the same shapes, up to the names of sizes.

use super::signature::Signature;
use crate::shape::shape::{Shape, any_poison};
use crate::shape::size::Names;
use crate::shape::text::Text;

/// Writes the text of a pipeline's signature. New sizes from inside become new sizes of the nested node; if two have the
/// same name, the second becomes `name_2`. After a reported error, the text is that of [`Signature::POISON`].
///
/// # Panics
///
/// If the text does not fit. In a constant, this is a compile error.
///
/// ```
/// use shapeflow::plumbing::{Shape, Signature, Text, render_signature};
/// const INPUT: Shape = Shape::new("[n, 8, 8]", &[]);
/// const OUTPUT: Shape = Shape::new("[n, 10]", &[]);
/// const TEXT: Text<512> = render_signature(&[INPUT], Some(&[Shape::new("[n]", &[])]), &[OUTPUT]);
/// const SIGNATURE: Signature = Signature::new(TEXT.as_str(), &[]);
/// assert_eq!(SIGNATURE.text, "[n, 8, 8] fit([n]) -> [n, 10]");
/// ```
#[track_caller]
pub const fn render_signature(inputs: &[Shape], fit: Option<&[Shape]>, outputs: &[Shape]) -> Text<512> {
    let targets = match fit {
        Some(shapes) => shapes,
        None => &[],
    };
    let mut text = Text::new();
    if any_poison(inputs) || any_poison(targets) || any_poison(outputs) {
        text.push_str(Signature::POISON.text);
        return text;
    }
    let mut names = Names::new();
    list(&mut names, inputs);
    list(&mut names, targets);
    list(&mut names, outputs);
    if names.overfull {
        panic!("the inputs and outputs of this pipeline have too many different sizes: at most 32")
    }
    push_shapes(&mut text, inputs, &names);
    if fit.is_some() {
        text.push_str(if inputs.is_empty() { "fit(" } else { " fit(" });
        push_shapes(&mut text, targets, &names);
        text.push_str(")");
    }
    text.push_str(if inputs.is_empty() && fit.is_none() { "-> " } else { " -> " });
    push_shapes(&mut text, outputs, &names);
    if text.is_cut() {
        panic!(
            "the shapes of this pipeline's inputs and outputs are too long: their text has at most 512 bytes"
        )
    }
    text
}

const fn list(names: &mut Names, shapes: &[Shape]) {
    let mut at = 0;
    while at < shapes.len() {
        names.list(&shapes[at]);
        at += 1;
    }
}

const fn push_shapes(text: &mut Text<512>, shapes: &[Shape], names: &Names) {
    let mut at = 0;
    while at < shapes.len() {
        if at > 0 {
            text.push_str(", ");
        }
        text.push_shape_called(&shapes[at], names);
        at += 1;
    }
}
