//! The hyperparameters, the identity and the resources of a choice.
//!
//! The structs that the macro writes for `choose { .. }` call these functions.
//!
//! Invariant: the paths of an arm's hyperparameters begin with the name of the arm, and the hyperparameters exist only
//! while the arm is chosen.

use super::identity::identify_as;
use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::plumbing::plan::capability::resources::ResourceVtable;
use crate::plumbing::plan::choice::{Arm, Arms};
use crate::space::parts::{below, no_variant, not_chosen, unknown};
use crate::space::{Assignment, Identity, Path, Space, Value};
use crate::step::Opening;

/// Returns the typed path of the hyperparameter that selects the arm.
pub fn choice_at<T>(choice: &Path) -> Path<T> {
    choice.clone().leaf()
}

/// Returns the space of a choice, in which the hyperparameters of an arm exist only while it is chosen.
///
/// # Errors
/// The same as [`Hyperparameters::space`](crate::space::Hyperparameters::space).
pub fn choice_space<C: Arms>() -> Result<Space> {
    let arms = C::ARMS.iter().map(|arm| {
        let space = arm.hyperparameters.map_or_else(|| Ok(Space::new()), |vtable| (vtable.space)());
        Ok((arm.name, space.map_err(|error| error.under(arm.name))?))
    });
    Space::new().choice("", arms.collect::<Result<Vec<_>>>()?)
}

/// Returns the name of the chosen arm and the current values of its hyperparameters.
pub fn choice_assignment<C: Arms>(choice: &C) -> Assignment {
    let number = choice.chosen();
    let Some(arm) = C::ARMS.get(number) else { return Assignment::new() };
    let values = arm.hyperparameters.and_then(|vtable| (vtable.assignment)(choice.arm(number)));
    values.unwrap_or_default().under(arm.name).with("", arm.name)
}

/// Chooses an arm, or sets a hyperparameter of the chosen arm. The other arms keep their values.
///
/// # Errors
/// The same as [`Hyperparameters::set`](crate::space::Hyperparameters::set).
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

/// Adds the chosen arm to the identity. The other arms are neither fitted nor called, so they are not part of it.
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

/// Opens the resources that the chosen arm holds while it is fitted.
///
/// # Errors
/// Returns the error of the arm, with its name in the path.
pub fn open_choice<C: Arms>(choice: &C, opening: &mut Opening<'_>) -> Result<()> {
    let number = choice.chosen();
    open_arm::<C>(number, opening, |opens, opening| (opens.step)(choice.arm(number), opening))
}

/// Opens the resources that the fitted arm holds while it predicts.
///
/// # Errors
/// Returns the error of the arm, with its name in the path.
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

/// Returns the number of the arm with this name.
///
/// # Errors
/// Returns an error if no arm has this name, or the value is not a text.
pub fn arm_of(arms: &[Arm], value: &Value) -> Result<usize> {
    let name = |arm: &Arm| matches!(value, Value::Text(text) if text == arm.name);
    arms.iter().position(name).ok_or_else(|| {
        let names: Vec<&str> = arms.iter().map(|arm| arm.name).collect();
        no_variant(value, &names)
    })
}

/// Reads from a model file which arm was fitted.
///
/// # Errors
/// The same as [`Reader::plain`](crate::save::Reader::plain), and an error if no arm has the name in the file.
#[cfg(feature = "save")]
pub fn saved_arm(state: &mut crate::save::Reader<'_>, arms: &[Arm]) -> Result<usize> {
    arm_of(arms, &Value::Text(state.plain("choice")?)).map_err(|error| error.under("choice"))
}
