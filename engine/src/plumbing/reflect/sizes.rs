//! The declared sizes of a pipeline, `size k in 8..=64`. Each is one hyperparameter, and fields of steps hold its value.
//!
//! Invariant: a declared size is a hyperparameter of the pipeline, and the fields that hold it are not. If these fields
//! hold different numbers, a run returns an error.

use crate::error::ErrorKind;
use crate::plumbing::exec::pipeline::PipelineDef;
use crate::plumbing::plan::declared_size::{DeclaredSize, SizeUse};
use crate::space::parts::unknown;
use crate::space::{Assignment, Path, Space, Value, integer};
use crate::{Error, Result};

/// Returns the typed path of a declared size.
pub fn size_at(pipeline: &Path, name: &str) -> Path<usize> {
    pipeline.field(name).leaf()
}

/// Returns the value of the field that holds the size in this step.
fn value_of<P: PipelineDef>(one: &SizeUse, pipeline: &P) -> Option<Value> {
    (one.hyperparameters?.assignment)(pipeline.sized(one.number))?.get(one.field).cloned()
}

/// Puts the declared sizes at the beginning of the space, in place of the fields that hold them.
pub(crate) fn in_space<P: PipelineDef>(space: Space) -> Result<Space> {
    P::SIZES.iter().rev().try_fold(space, |space, DeclaredSize { name, range: (low, high), uses }| {
        let range = integer(i64::from(*low)..=i64::from(*high));
        space.share(name, uses.iter().map(|one| one.path), range)
    })
}

/// Puts the declared sizes into the assignment, in place of the fields that hold them.
pub(crate) fn in_assignment<P: PipelineDef>(pipeline: &P, all: &mut Assignment) {
    for DeclaredSize { name, uses, .. } in P::SIZES {
        for one in *uses {
            all.remove(one.path);
        }
        let value = uses.first().and_then(|one| value_of(one, pipeline));
        all.extend(value.map(|value| (*name, value)));
    }
}

/// Sets a declared size in all steps that hold it. Returns `None` if the path is not that of a size.
pub(crate) fn set_size<P: PipelineDef>(pipeline: &mut P, path: &str, value: &Value) -> Option<Result<()>> {
    let all = || P::SIZES.iter().flat_map(|size| size.uses);
    if all().any(|one| one.path == path) {
        return Some(Err(unknown(path)));
    }
    let size = P::SIZES.iter().find(|size| size.name == path)?;
    Some(size.uses.iter().try_for_each(|one| {
        let Some(vtable) = one.hyperparameters else { return Err(unknown(path)) };
        (vtable.set)(pipeline.sized_mut(one.number), one.field, value)
            .map_err(|error| Error::new(error.message()).under(path))
    }))
}

/// Returns the numbers of the declared sizes.
///
/// # Errors
/// Returns an error if two steps hold different numbers for one size.
pub fn declared<P: PipelineDef>(pipeline: &P) -> Result<Vec<(&'static str, usize)>> {
    let mut numbers = Vec::with_capacity(P::SIZES.len());
    for DeclaredSize { name, uses, .. } in P::SIZES {
        let mut known: Option<(&SizeUse, Value)> = None;
        for one in *uses {
            let Some(value) = value_of(one, pipeline) else { continue };
            match &known {
                Some((first, number)) if *number != value => {
                    return Err(Error::of_kind(
                        ErrorKind::Shape,
                        format!(
                            "`{}` is {number}, but `{}` is {value}, and both are the size `{name}`; set it for both: `{name} = {value}`",
                            first.path, one.path
                        ),
                    ));
                }
                Some(_) => {}
                None => known = Some((one, value)),
            }
        }
        if let Some((_, Value::Integer(number))) = known
            && let Ok(number) = usize::try_from(number)
        {
            numbers.push((*name, number));
        }
    }
    Ok(numbers)
}
