//! The message of a mismatch: the step, the shapes that it takes, the shapes that it is given, and the reason.
//!
//! Invariant: the message reads well after rustc's `evaluation panicked: `; every name in it was written by the user.

use super::reason;
use super::words::{Message, has_variable, source};
use crate::shape::check::{Application, Edge, Mismatch, MismatchKind};
use crate::shape::shape::Shape;
use crate::shape::signature::{AxisKind, Layout, Pattern, SyntaxError, Targets};
use crate::shape::size::Names;
use crate::shape::text::{INDENT, Text};

/// The most inputs that are listed; further ones are counted.
const SHOWN: usize = 6;

impl Mismatch {
    /// Returns the error message; `edge` must be the one on which the mismatch was found.
    pub(crate) const fn message(&self, edge: &Edge<'_>) -> Text<2048> {
        explain(self, edge)
    }
}

const fn explain(mismatch: &Mismatch, edge: &Edge<'_>) -> Message {
    let layout = match (mismatch.kind, Layout::read(edge.signature.text)) {
        (MismatchKind::Syntax(error), _) | (_, Err(error)) => return explain_syntax(&error, edge),
        (_, Ok(layout)) => layout,
    };
    let mut application = Application::new(edge.signature, &layout, edge.inputs, edge.targets);
    // It fails where it failed before; the message shows the names that it has bound until then.
    if application.unify(edge.targets).is_ok() {
        application.scope.unknown = edge.origin;
    }
    let application = &application;
    let mut names = Names::new();
    let mut at = 0;
    while at < application.given_count() {
        names.list(application.given(at));
        at += 1;
    }
    let mut text = Text::new();
    match mismatch.kind {
        MismatchKind::NeedsTarget | MismatchKind::TakesNoTarget => {
            text.push_str("step `");
            text.push_str(edge.step);
            text.push_str("` learns ");
        }
        _ => {
            text.push_str("shape mismatch at step `");
            text.push_str(edge.step);
            text.push_str("`");
        }
    }
    match mismatch.kind {
        MismatchKind::NeedsTarget => {
            text.push_str("against a target: write `.fit(y)`");
            push_takes_all(&mut text, application);
        }
        MismatchKind::TakesNoTarget => {
            text.push_str("without a target: remove `.fit(");
            let mut at = 0;
            while at < edge.target_sources.len() {
                if at > 0 {
                    text.push_str(", ");
                }
                text.push_str(edge.target_sources[at]);
                at += 1;
            }
            text.push_str(if edge.target_sources.is_empty() { "..)`" } else { ")`" });
            push_takes_all(&mut text, application);
        }
        MismatchKind::Inputs => {
            push_takes_all(&mut text, application);
            push_given(&mut text, edge, &names, 0, edge.inputs.len(), 1);
        }
        MismatchKind::FitInputs => {
            push_takes_all(&mut text, application);
            let count = application.given_count();
            push_given(&mut text, edge, &names, edge.inputs.len(), count, 1);
        }
        MismatchKind::Rank { input }
        | MismatchKind::Size { input, .. }
        | MismatchKind::NoSolution { input, .. }
        | MismatchKind::Unsolvable { input, .. } => {
            push_takes(&mut text, application, input, input);
            push_given(&mut text, edge, &names, input, input + 1, 1);
        }
        MismatchKind::Conflict { giver, input, .. } | MismatchKind::Rest { giver, input } => {
            push_takes(&mut text, application, giver, input);
            let step = if giver < input { input - giver } else { 1 };
            push_given(&mut text, edge, &names, giver, input + 1, step);
        }
        _ => {
            push_takes_all(&mut text, application);
            push_given(&mut text, edge, &names, 0, application.given_count(), 1);
        }
    }
    let mut why = Text::new();
    reason::push_reason(&mut why, mismatch, edge, application, &names);
    if !why.is_empty() {
        text.push_str(INDENT);
        text.push_str(why.as_str());
    }
    text
}

const fn explain_syntax(error: &SyntaxError, edge: &Edge<'_>) -> Message {
    let mut text = Text::new();
    text.push_str("step `");
    text.push_str(edge.step);
    text.push_str("`: ");
    text.push_str(error.message("signature", edge.signature.text).as_str());
    text
}

/// Appends `takes    [n, d], [n, d]  fit([n])`.
const fn push_takes_all(text: &mut Message, application: &Application<'_>) {
    text.push_str(INDENT);
    text.push_str("takes    ");
    let layout = application.layout;
    if layout.input_count == 0 {
        text.push_str("no input");
    }
    let mut at = 0;
    while at < layout.input_count {
        if at > 0 {
            text.push_str(", ");
        }
        push_pattern(text, application, &layout.inputs[at]);
        at += 1;
    }
    if layout.has_fit {
        text.push_str(" fit(");
        push_targets(text, application);
        text.push_str(")");
    }
}

/// Appends `[n], [n]?, ([m, d], [m])?`.
const fn push_targets(text: &mut Message, application: &Application<'_>) {
    let targets = &application.layout.targets;
    let mut at = 0;
    while at < targets.count {
        let group = targets.group[at];
        let is_first = at == 0 || targets.group[at - 1] != group;
        let is_last = at + 1 == targets.count || targets.group[at + 1] != group;
        if at > 0 {
            text.push_str(", ");
        }
        if group > 0 && is_first && !is_last {
            text.push_str("(");
        }
        push_pattern(text, application, &application.layout.fit[at]);
        if group > 0 && is_last {
            text.push_str(if is_first { "?" } else { ")?" });
        }
        at += 1;
    }
}

/// Appends the patterns of the two inputs.
const fn push_takes(text: &mut Message, application: &Application<'_>, first: usize, second: usize) {
    text.push_str(INDENT);
    text.push_str("takes    ");
    push_one(text, application, first);
    if application.pattern(first).start != application.pattern(second).start {
        text.push_str(if second < application.inputs.len() { ", " } else { " " });
        push_one(text, application, second);
    }
}

const fn push_one(text: &mut Message, application: &Application<'_>, input: usize) {
    let learns = input >= application.inputs.len();
    if learns {
        text.push_str("fit(");
    }
    push_pattern(text, application, application.pattern(input));
    if learns {
        text.push_str(")");
    }
}

/// Appends a shape of the signature, with the numbers of its constants.
const fn push_pattern(text: &mut Message, application: &Application<'_>, pattern: &Pattern) {
    text.push_str("[");
    let mut starred = false;
    let mut at = 0;
    while at < pattern.count {
        if at > 0 {
            text.push_str(", ");
        }
        let axis = pattern.axes[at];
        match axis.kind {
            AxisKind::Rest => text.push_part(application.signature.text, axis.start, axis.end),
            AxisKind::Name | AxisKind::Star => {
                text.push_str(axis.name.name().as_str());
                if matches!(axis.kind, AxisKind::Star) {
                    starred = true;
                    text.push_str("*");
                }
            }
            _ => push_expression(text, application, axis.start, axis.end),
        }
        at += 1;
    }
    text.push_str(if pattern.repeated && !starred { "]*" } else { "]" });
}

/// Appends an expression as written, with the numbers of its constants; if it has no variables, its number.
const fn push_expression(text: &mut Message, application: &Application<'_>, start: usize, end: usize) {
    if !has_variable(application.signature.text, start, end)
        && let Ok(dim) = application.read(start, end)
    {
        text.push_dim(&dim);
        return;
    }
    text.push_with_constants(application.signature.text, start, end, application.signature.constants());
}

/// Appends the given shapes `from..to`, in steps of `step`, one per line, with their sources in a column.
const fn push_given(text: &mut Message, edge: &Edge<'_>, names: &Names, from: usize, to: usize, step: usize) {
    let mut width = 0;
    let (mut at, mut count) = (from, 0);
    while at < to {
        let length = rendered(edge, at, names).len();
        if count < SHOWN && length > width {
            width = length;
        }
        count += 1;
        at += step;
    }
    if count == 0 {
        text.push_str(INDENT);
        text.push_str("is given nothing");
    }
    (at, count) = (from, 0);
    while at < to {
        text.push_str(INDENT);
        if count == SHOWN {
            text.push_str("    and  ");
            text.push_i64(((to - at) / step) as i64);
            text.push_str(" more");
            return;
        }
        text.push_str(if count == 0 { "is given " } else { "    and  " });
        let shape = rendered(edge, at, names);
        text.push_str(shape.as_str());
        if let Some(source) = source(edge, at) {
            text.push_spaces(width - shape.len());
            text.push_str("  from `");
            text.push_str(source);
            text.push_str("`");
        }
        count += 1;
        at += step;
    }
}

const fn rendered(edge: &Edge<'_>, index: usize, names: &Names) -> Text<256> {
    let mut text = Text::new();
    let shape: &Shape = if index < edge.inputs.len() {
        &edge.inputs[index]
    } else if let Targets::Given(shapes) = edge.targets {
        &shapes[index - edge.inputs.len()]
    } else {
        &Shape::SCALAR
    };
    if shape.rank() == 0 {
        text.push_str("a value without axes");
    } else {
        text.push_shape_called(shape, names);
    }
    text
}
