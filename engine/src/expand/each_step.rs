//! Questions about all steps of a pipeline, answered by rustc: do all learn from batches, do all go on learning?
//!
//! As in `fields`, a bound is asked late, where a method needs the answer, and names the step. Invariant: a pipeline has
//! one list of bounds for all questions.

use super::fields::Field;
use crate::step::{Continues, Learner};

/// The question whether a step is a [`Learner`].
#[derive(Debug)]
pub struct FromBatches;

/// The question whether a step [`Continues`].
#[derive(Debug)]
pub struct GoesOn;

/// The answer of the step `T` is yes.
pub trait StepSays<'late, Question, T> {}

impl<T: Learner, const INDEX: usize> StepSays<'_, FromBatches, T> for Field<INDEX> {}

impl<T: Continues, const INDEX: usize> StepSays<'_, GoesOn, T> for Field<INDEX> {}

/// The answer of all steps is yes.
pub trait EachStep<'late, Question> {}

/// The answer of part `PART` of the steps is yes.
pub trait EachStepOfPart<'late, Question, const PART: usize> {}

/// [`Learner`], asked late.
pub trait LateLearner<'late> {}

impl<P: Learner> LateLearner<'_> for P {}

/// [`Continues`], asked late.
pub trait LateContinues<'late> {}

impl<P: Continues> LateContinues<'_> for P {}
