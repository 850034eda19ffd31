//! The last line of the message: the reason of the mismatch, with the values of the variables involved.

use super::words::{Message, has_variable, push_name, source};
use crate::shape::check::{Application, Edge, Mismatch, MismatchKind};
use crate::shape::limits::MAX_AXES;
use crate::shape::signature::{Cursor, FitTargets, Layout, Pattern, same};
use crate::shape::size::{Names, Symbol};

pub(super) const fn push_reason(
    text: &mut Message,
    mismatch: &Mismatch,
    edge: &Edge<'_>,
    application: &Application<'_>,
    names: &Names,
) {
    let layout = application.layout;
    match mismatch.kind {
        MismatchKind::Inputs => {
            text.push_i64(layout.input_count as i64);
            text.push_str(match (layout.repeated.is_some(), layout.input_count) {
                (true, _) => " or more",
                _ => "",
            });
            text.push_str(if layout.input_count == 1 { " input is" } else { " inputs are" });
            push_count(text, edge.inputs.len());
        }
        MismatchKind::FitInputs => {
            push_numbers(text, &layout.targets);
            push_count(text, application.targets.len());
        }
        MismatchKind::Rank { input } => {
            let pattern = application.pattern(input);
            let (least, most) = (pattern.least_rank(), pattern.most_rank());
            text.push_i64(least as i64);
            if most >= MAX_AXES {
                text.push_str(" or more");
            } else if most > least {
                text.push_str(" or ");
                text.push_i64(most as i64);
            }
            text.push_str(if least == 1 && (most == 1 || most >= MAX_AXES) {
                " axis is"
            } else {
                " axes are"
            });
            let given = application.given(input).rank();
            push_count(text, given);
            if application.is_no_target(input) {
                text.push_str("; this step learns without a target: leave `.fit(..)` out");
                if layout.targets.count == 1 && most == 1 {
                    text.push_str(", or give it a weight for each row");
                }
            }
            let is_table = most == 2 && input < application.inputs.len();
            if is_table && given == 1 {
                text.push_str(
                    "; the step `Flatten` makes one column of it, `Columns` makes a table of several",
                );
            } else if is_table && given > 2 {
                text.push_str("; the step `Flatten` joins all axes but the first");
            }
            if input > application.inputs.len() {
                text.push_str("; it is value ");
                text.push_i64((input - application.inputs.len() + 1) as i64);
                text.push_str(" of `.fit(..)`");
            }
        }
        MismatchKind::Conflict { name, giver, input, axis } => {
            text.push_str("`");
            push_name(text, name);
            text.push_str(if giver == input { "` cannot be both " } else { "` is " });
            if let Some(value) = application.scope.lookup(name) {
                text.push_dim_called(&value, names);
            }
            if giver != input {
                push_place(text, edge, giver);
            }
            text.push_str(if giver == input { " and " } else { ", but " });
            text.push_dim_called(&application.given(input).dims()[axis], names);
            if giver != input {
                push_place(text, edge, input);
            }
        }
        MismatchKind::Rest { giver, input } => {
            let pattern = application.pattern(input);
            text.push_str("`");
            text.push_part(
                application.signature.text,
                pattern.axes[pattern.rest].start,
                pattern.axes[pattern.rest].end,
            );
            text.push_str("` differs between");
            push_called(text, edge, giver);
            text.push_str(" and");
            push_called(text, edge, input);
        }
        MismatchKind::Size { input, axis } => {
            if let Some((start, end)) = expression_at(application, input, axis)
                && has_variable(application.signature.text, start, end)
                && let Ok(dim) = application.read(start, end)
            {
                text.push_str("`");
                text.push_part(application.signature.text, start, end);
                text.push_str("` is ");
                text.push_dim_called(&dim, names);
                text.push_str(", not ");
                text.push_dim_called(&application.given(input).dims()[axis], names);
                // A bare name needs no further values.
                if Symbol::from_bytes(application.signature.text.as_bytes(), start, end, 0).is_none() {
                    push_values(text, ", with ", application, start, end, names);
                }
            }
        }
        MismatchKind::NoSolution { input, axis, name } => {
            text.push_str("no whole number `");
            push_name(text, name);
            text.push_str("` makes `");
            if let Some((start, end)) = expression_at(application, input, axis) {
                text.push_part(application.signature.text, start, end);
                text.push_str("` equal to ");
                text.push_dim_called(&application.given(input).dims()[axis], names);
                push_values(text, ", with ", application, start, end, names);
            }
        }
        MismatchKind::Unsolvable { input, axis } => {
            text.push_str("the sizes in `");
            if let Some((start, end)) = expression_at(application, input, axis) {
                text.push_part(application.signature.text, start, end);
            }
            text.push_str(
                "` cannot be determined from it: the signature must also have each of them as a bare name",
            );
        }
        MismatchKind::Condition { index } => {
            let condition = layout.conditions[index];
            text.push_str("needs `");
            text.push_part(application.signature.text, condition.start, condition.end);
            text.push_str("`");
            push_values(text, ", but ", application, condition.start, condition.end, names);
        }
        MismatchKind::Negative { output, axis } => {
            let axis = layout.outputs[output].axes[axis];
            text.push_str("its output's size `");
            text.push_part(application.signature.text, axis.start, axis.end);
            text.push_str("` would be negative");
            if let Ok(dim) = application.read(axis.start, axis.end) {
                text.push_str(": ");
                text.push_dim_called(&dim, names);
            }
            push_values(text, ", with ", application, axis.start, axis.end, names);
        }
        MismatchKind::OutputRank { .. } => text.push_str("its output would have more than 6 axes"),
        MismatchKind::Unrepresentable { error, position } => {
            text.push_str(error.message());
            let (start, end) = axis_around(layout, position, application.signature.text.len());
            text.push_str(", in `");
            text.push_part(application.signature.text, start, end);
            text.push_str("`");
            push_values(text, ", with ", application, start, end, names);
        }
        _ => {}
    }
}

/// Appends the possible numbers of targets: `1, 2 or 4 targets are`.
const fn push_numbers(text: &mut Message, targets: &FitTargets) {
    let mut number = if targets.least() > 0 { targets.least() } else { 1 };
    text.push_i64(number as i64);
    while number < targets.count {
        number += 1;
        if targets.of(number).is_some() {
            text.push_str(if number == targets.count { " or " } else { ", " });
            text.push_i64(number as i64);
        }
    }
    text.push_str(if targets.count == 1 { " target is" } else { " targets are" });
}

const fn push_count(text: &mut Message, count: usize) {
    text.push_str(" needed, but ");
    text.push_str(if count == 1 { "there is " } else { "there are " });
    text.push_i64(count as i64);
}

const fn push_place(text: &mut Message, edge: &Edge<'_>, input: usize) {
    text.push_str(" in");
    push_called(text, edge, input);
}

/// Appends ` \`joined\`` or ` input 2`.
const fn push_called(text: &mut Message, edge: &Edge<'_>, input: usize) {
    match source(edge, input) {
        Some(source) => {
            text.push_str(" `");
            text.push_str(source);
            text.push_str("`");
        }
        None => {
            text.push_str(" input ");
            text.push_i64(input as i64 + 1);
        }
    }
}

/// Returns the span of the pattern's axis that matches an axis of the given shape.
const fn expression_at(application: &Application<'_>, input: usize, axis: usize) -> Option<(usize, usize)> {
    let pattern = application.pattern(input);
    let mut at = 0;
    while at < pattern.count {
        if at != pattern.rest && pattern.place(at, application.given(input).rank()) == axis {
            return Some((pattern.axes[at].start, pattern.axes[at].end));
        }
        at += 1;
    }
    None
}

/// Returns the span of the expression that contains a position of the text.
const fn axis_around(layout: &Layout, position: usize, length: usize) -> (usize, usize) {
    let groups: [(&[Pattern], usize); 3] = [
        (&layout.inputs, layout.input_count),
        (&layout.fit, layout.targets.count),
        (&layout.outputs, layout.output_count),
    ];
    let mut group = 0;
    while group < groups.len() {
        let mut at = 0;
        while at < groups[group].1 {
            let pattern = &groups[group].0[at];
            let mut axis = 0;
            while axis < pattern.count {
                let (start, end) = (pattern.axes[axis].start, pattern.axes[axis].end);
                if start <= position && position < end {
                    return (start, end);
                }
                axis += 1;
            }
            at += 1;
        }
        group += 1;
    }
    let mut at = 0;
    while at < layout.condition_count {
        let condition = layout.conditions[at];
        if condition.start <= position && position < condition.end {
            return (condition.start, condition.end);
        }
        at += 1;
    }
    (0, length)
}

/// Appends the names in `text[start..end]` that have a value, each once: `, with K = 12, d = 8`.
const fn push_values(
    text: &mut Message,
    before: &str,
    application: &Application<'_>,
    start: usize,
    end: usize,
    names: &Names,
) {
    let signature = application.signature.text;
    let bytes = signature.as_bytes();
    let mut cursor = Cursor::within(signature, start, end);
    let mut first = true;
    while cursor.position() < end {
        let Some((from, to)) = cursor.word() else {
            cursor.advance(1);
            continue;
        };
        if occurs_before(signature, start, from, to) {
            continue;
        }
        let constant =
            if bytes[from].is_ascii_uppercase() { application.scope.constant(bytes, from, to) } else { None };
        let variable = match Symbol::from_bytes(bytes, from, to, 0) {
            Some(name) => application.scope.lookup(name),
            None => None,
        };
        // `n = n` is not worth a mention.
        let is_trivial = match (constant, &variable) {
            (None, None) => true,
            (None, Some(dim)) => match (dim.as_symbol(), Symbol::from_bytes(bytes, from, to, 0)) {
                (Some(value), Some(name)) => names.of(value).with_origin(0).equals(name),
                _ => false,
            },
            _ => false,
        };
        if is_trivial {
            continue;
        }
        text.push_str(if first { before } else { ", " });
        first = false;
        text.push_part(signature, from, to);
        text.push_str(" = ");
        match (constant, variable) {
            (Some(number), _) => text.push_i64(number),
            (None, Some(dim)) => text.push_dim_called(&dim, names),
            (None, None) => {}
        }
    }
}

/// Returns whether the word `from..to` also occurs in `start..from`.
const fn occurs_before(text: &str, start: usize, from: usize, to: usize) -> bool {
    let bytes = text.as_bytes();
    let mut cursor = Cursor::within(text, start, from);
    while cursor.position() < from {
        match cursor.word() {
            Some((first, last)) => {
                if same(bytes, first, last, bytes.split_at(to).0.split_at(from).1) {
                    return true;
                }
            }
            None => cursor.advance(1),
        }
    }
    false
}
