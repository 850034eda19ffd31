//! A step that is one of several arms, and its hyperparameters: what the structs that the macro writes for `choose { .. }` call.
//!
//! Invariant: an arm's hyperparameters stand under its name, and exist where it is chosen.

use super::identity::identify_as;
use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::plumbing::plan::capability::resources::ResourceVtable;
use crate::plumbing::plan::choice::{Arm, Arms};
use crate::space::parts::{below, no_variant, not_chosen, unknown};
use crate::space::{Assignment, Identity, Path, Space, Value};
use crate::step::Opening;

/// The typed path of which arm is chosen.
pub fn choice_at<T>(choice: &Path) -> Path<T> {
    choice.clone().leaf()
}

/// The space of a choice: an arm's hyperparameters exist where it is chosen.
///
/// # Errors
/// Those of [`Hyperparameters::space`](crate::space::Hyperparameters::space).
pub fn choice_space<C: Arms>() -> Result<Space> {
    let arms = C::ARMS.iter().map(|arm| {
        let space = arm.hyperparameters.map_or_else(|| Ok(Space::new()), |vtable| (vtable.space)());
        Ok((arm.name, space.map_err(|error| error.under(arm.name))?))
    });
    Space::new().choice("", arms.collect::<Result<Vec<_>>>()?)
}

/// The chosen arm, and its current values.
pub fn choice_assignment<C: Arms>(choice: &C) -> Assignment {
    let number = choice.chosen();
    let Some(arm) = C::ARMS.get(number) else { return Assignment::new() };
    let values = arm.hyperparameters.and_then(|vtable| (vtable.assignment)(choice.arm(number)));
    values.unwrap_or_default().under(arm.name).with("", arm.name)
}

/// Chooses an arm, or sets a hyperparameter of the chosen one. What the others are set to stays.
///
/// # Errors
/// Those of [`Hyperparameters::set`](crate::space::Hyperparameters::set).
pub fn set_choice<C: Arms>(choice: &mut C, path: &str, value: &Value) -> Result<()> {
    if path.is_empty() {
        choice.choose(arm_of(C::ARMS, value)?);
        return Ok(());
    }
    let mut arms = C::ARMS.iter().enumerate();
    let found = arms.find_map(|(number, arm)| Some((number, arm, below(path, arm.name)?)));
    let Some((number, Arm { name, hyperparameters: Some(vtable), .. }, rest)) = found else {
        return Err(unknown(path));
    };
    if number != choice.chosen() {
        return Err(not_chosen(path));
    }
    (vtable.set)(choice.arm_mut(number), rest, value).map_err(|error| error.under(name))
}

/// Tells what the choice is: the arm that is chosen, since the others are neither fitted nor called.
pub fn identify_choice<C: Arms>(choice: &C, identity: &mut Identity) {
    let number = choice.chosen();
    let Some(Arm { name, step, hyperparameters, identity: of_type, .. }) = C::ARMS.get(number) else {
        return;
    };
    identity.text(name);
    identity.text((of_type.type_name)());
    identity
        .part(name, |identity| identify_as((step, of_type, *hyperparameters), choice.arm(number), identity));
}

/// Opens what the chosen arm holds while it is fitted.
///
/// # Errors
/// Those of the arm, under its name.
pub fn open_choice<C: Arms>(choice: &C, opening: &mut Opening<'_>) -> Result<()> {
    let number = choice.chosen();
    open_arm::<C>(number, opening, |opens, opening| (opens.step)(choice.arm(number), opening))
}

/// Opens what the arm that was fitted holds while it predicts.
///
/// # Errors
/// Those of the arm, under its name.
pub fn open_fitted_choice<C: Arms>(fitted: &C::Fitted, opening: &mut Opening<'_>) -> Result<()> {
    open_arm::<C>(C::fitted_arm(fitted), opening, |opens, opening| {
        (opens.fitted)(C::fitted_step(fitted), opening)
    })
}

fn open_arm<C: Arms>(
    arm: usize,
    opening: &mut Opening<'_>,
    open: impl FnOnce(ResourceVtable, &mut Opening<'_>) -> Result<()>,
) -> Result<()> {
    let Arm { name, resources, .. } = C::ARMS.get(arm).ok_or_else(poisoned)?;
    let phase = opening.context().phase();
    let Some(opens) = *resources else { return Ok(()) };
    open(opens, &mut opening.node(name)).map_err(|error| error.at(name, phase))
}

/// The number of the arm of this name.
///
/// # Errors
/// There is none, or the value is no name.
pub fn arm_of(arms: &[Arm], value: &Value) -> Result<usize> {
    let name = |arm: &Arm| matches!(value, Value::Text(text) if text == arm.name);
    arms.iter().position(name).ok_or_else(|| {
        let names: Vec<&str> = arms.iter().map(|arm| arm.name).collect();
        no_variant(value, &names)
    })
}

/// Reads which arm was fitted.
///
/// # Errors
/// As of [`Reader::plain`](crate::save::Reader::plain), and where the file names another arm.
#[cfg(feature = "save")]
pub fn saved_arm(state: &mut crate::save::Reader<'_>, arms: &[Arm]) -> Result<usize> {
    arm_of(arms, &Value::Text(state.plain("choice")?)).map_err(|error| error.under("choice"))
}
