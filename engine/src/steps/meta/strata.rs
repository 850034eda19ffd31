//! Rows drawn at random, by class where a target has classes; classes that have too few rows.
//!
//! Invariant: in rows drawn by class, each row has the class of the row in whose place it is.

use rand_core::Rng;

use crate::batches::{Classes, Table};
use crate::step::Context;
use crate::{Error, ErrorKind};

/// Draws as many rows as there are, with replacement.
pub(super) fn draw(rows: usize, random: &mut impl Rng) -> Vec<usize> {
    (0..rows).map(|_| one_of(rows, random)).collect()
}

/// Draws a row of the same class in place of each row, with replacement.
pub(super) fn draw_by_class(classes: &Classes, random: &mut impl Rng) -> Vec<usize> {
    let members = classes.of_rows().iter().filter_map(|&class| classes.rows().get(class));
    members.filter_map(|members| members.get(one_of(members.len(), random)).copied()).collect()
}

/// A number below `count`: the high half of the product is uniform up to a share of `count` / 2^64.
fn one_of(count: usize, random: &mut impl Rng) -> usize {
    ((u128::from(random.next_u64()) * count as u128) >> 64) as usize
}

/// Reports a class with fewer rows than folds.
pub(super) fn note_rare(classes: &Classes, folds: usize, context: &Context<'_>) {
    let rarest = classes.rows().iter().enumerate().min_by_key(|(_, rows)| rows.len());
    if let Some((class, rows)) = rarest.filter(|(_, rows)| rows.len() < folds) {
        context.note(&format!(
            "class {} has {} of {} rows, fewer than the {folds} folds, so not every fold has a row of it; if the target is a \
             quantity, set `stratified: false`",
            classes.label(class).unwrap_or_default(),
            rows.len(),
            classes.of_rows().len()
        ));
    }
}

/// Reports a target with almost as many classes as rows, whose draws by class would be almost equal.
pub(super) fn note_quantity(classes: &Classes, context: &Context<'_>) {
    if classes.count() > 2 && classes.count() > classes.of_rows().len() / 2 {
        context.note(&format!(
            "the target has {} classes in {} rows, so draws by class differ little; if the target is a quantity, set \
             `stratified: false`",
            classes.count(),
            classes.of_rows().len()
        ));
    }
}

/// Adds to an error of the wrapped step which class had no row to learn from. `circumstance` makes the text of the label and
/// the number of rows of that class.
pub(super) fn without_a_class(
    error: Error,
    y: &impl Table,
    learned: &[usize],
    circumstance: impl FnOnce(&str, usize) -> String,
) -> Error {
    if error.kind() != ErrorKind::Step {
        return error;
    }
    let Some(classes) = y.classes() else { return error };
    let mut is_learned = vec![false; classes.count()];
    for class in learned.iter().filter_map(|&row| classes.of_rows().get(row)) {
        if let Some(is_learned) = is_learned.get_mut(*class) {
            *is_learned = true;
        }
    }
    let missing = is_learned.iter().position(|is_learned| !is_learned);
    match missing.and_then(|class| Some((classes.label(class)?, classes.rows().get(class)?))) {
        Some((label, rows)) => error.given_that(&circumstance(label, rows.len())),
        None => error,
    }
}
