//! The compile errors of a choice between steps.
//!
//! Invariant: if several arms lack a target, only the first of them is reported.

use super::require::require;
use crate::shape::check::{Edge, Inference, MismatchKind, is_same};
use crate::shape::size::Names;
use crate::shape::text::{INDENT, Text};

/// Causes a compile error at the caller if the inputs of an arm are wrong. A missing target is reported only for the first
/// arm that learns against one.
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

/// Causes a compile error at the caller if no arm learns against the targets in `.fit(..)`.
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

/// Causes a compile error at the caller if an arm has other output shapes than the first arm. Both come with the user's
/// text. Nothing is reported if an arm of `before`, the arms between them, differs already: the first arm may be the wrong one.
#[track_caller]
pub const fn require_same(first: (&str, &Inference), before: &[&Inference], arm: (&str, &Inference)) {
    if is_same(first.1, arm.1) {
        return;
    }
    let mut at = 0;
    while at < before.len() {
        if !is_same(first.1, before[at]) {
            return;
        }
        at += 1;
    }
    let mut names = Names::new();
    list(&mut names, first.1);
    list(&mut names, arm.1);
    let mut text = Text::<1024>::new();
    text.push_str("shape mismatch at arm `");
    text.push_str(arm.0);
    text.push_str("` of `choose`: all arms must return the same shape");
    text.push_str(INDENT);
    text.push_str("expected ");
    push_outputs(&mut text, first.1, &names);
    text.push_str("  from `");
    text.push_str(first.0);
    text.push_str("`");
    text.push_str(INDENT);
    text.push_str("returns  ");
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
