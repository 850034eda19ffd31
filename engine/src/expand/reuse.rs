//! A node that uses the fitted step of another: `z |> inverse(label)` undoes it, `check |> through(joined)` applies it again.
//!
//! The step is reached at run time: while fitting in the slot of the node that learns it, which has run before, while
//! learning from batches in what that node has learnt, and while predicting in the fitted struct. Invariant: the node
//! owns no part of the step, so a node without lifetimes is made first, and tied to the other node's slot when all nodes
//! are there.

use std::marker::PhantomData;

use super::engine::Engine;
use super::going_on::FittedMut;
#[cfg(feature = "cache")]
use super::keeping::KeptNode;
use super::learnt::{AnyFitted, Learnt};
use super::node::{BrokenNode, FittedOf, Steps, Task};
use super::outlet::{ByAxes, MeasureAs, One, Outlet, Whole};
use super::schedule::Role;
use super::shown::Shown;
use super::source::Source;
use super::verdict::{Of, Report, Silent, Wrong};
use crate::Result;
use crate::diagnostics::poison::{Poison, poisoned};
use crate::diagnostics::{Asked, Right};
use crate::run::FittedSlot;
use crate::shape::Signature;
use crate::step::{Context, Inverse, Invertible, Step, Transform};

/// Asks whether a step has an inverse, and for which shapes: `<InverseOf<S>>::SIGNATURE`.
#[derive(Debug)]
pub struct InverseOf<S>(PhantomData<S>);

impl<S: Invertible> InverseOf<S> {
    /// It has.
    pub const EXISTS: bool = true;
    /// The shapes.
    pub const SIGNATURE: Signature = S::INVERSE;
}

/// The answer for a step without an inverse.
pub trait NoInverse {
    /// It has none.
    const EXISTS: bool = false;
    /// Nothing is said about shapes.
    const SIGNATURE: Signature = Signature::POISON;
}

impl<S> NoInverse for InverseOf<S> {}

/// The inverse of a step as a step, where only its types are wanted.
#[derive(Debug)]
pub struct Undo<S>(PhantomData<fn() -> S>);

impl<S: Step + 'static> Step for Undo<S> {
    type Fitted = Undo<S>;
    const SIGNATURE: Signature = Signature::POISON;
}

impl<Z, S: Invertible<Fitted: Inverse<Z>> + 'static> Transform<Z> for Undo<S> {
    type Out = <S::Fitted as Inverse<Z>>::Out;

    fn transform(&self, _: Z) -> Result<Self::Out> {
        Err(poisoned())
    }
}

/// What is done to a value with a fitted step of `S`.
pub trait Way<S: Step, Z>: Send + Sync {
    /// What comes out.
    type Out;

    /// Does it.
    ///
    /// # Errors
    /// Those of the step.
    fn apply(step: &S::Fitted, value: Z, context: &Context<'_>) -> Result<Self::Out>;
}

/// The step is undone.
#[derive(Debug)]
pub struct Backwards;

impl<Z, S: Invertible<Fitted: Inverse<Z>>> Way<S, Z> for Backwards {
    type Out = <S::Fitted as Inverse<Z>>::Out;

    fn apply(step: &S::Fitted, value: Z, _: &Context<'_>) -> Result<Self::Out> {
        step.inverse(value)
    }
}

/// The step is applied, as while predicting.
#[derive(Debug)]
pub struct Again;

impl<Z, S: Step<Fitted: Transform<Z>>> Way<S, Z> for Again {
    type Out = <S::Fitted as Transform<Z>>::Out;

    fn apply(step: &S::Fitted, value: Z, context: &Context<'_>) -> Result<Self::Out> {
        step.transform_with(value, context)
    }
}

/// Asks whether a fitted step does this to what its source gives.
#[derive(Debug)]
pub struct ReuseProbe<W, S, X> {
    step: PhantomData<fn() -> (W, S)>,
    input: X,
}

/// Asks whether the fitted step `S` undoes what this source gives.
pub fn inverse_probe<S, X: Source>(_: Of<S>, input: X) -> ReuseProbe<Backwards, S, X> {
    ReuseProbe { step: PhantomData, input }
}

/// Asks whether the fitted step `S` takes what this source gives.
pub fn again_probe<S, X: Source>(_: Of<S>, input: X) -> ReuseProbe<Again, S, X> {
    ReuseProbe { step: PhantomData, input }
}

/// What comes out of the fitted step `S`, used this way, for the values of `X`.
pub type ReusedOut<W, S, X> = <W as Way<S, <X as Source>::Value>>::Out;

/// A node with one outlet.
pub type ReuseWithOne<W, P, S, X> = ReuseNode<W, P, S, X, One<ReusedOut<W, S, X>>>;

/// The step does it; what it gives is measured `As` the type says.
#[derive(Debug)]
pub struct Reused<W, S, X, As> {
    step: PhantomData<fn(As) -> (W, S)>,
    input: X,
}

/// The step does not do it to an `X`.
#[derive(Debug)]
pub struct NotReused<S, X>(PhantomData<fn(S, X)>);

/// The answer where it gives an array.
impl<W: Way<S, X::Value>, S: Step, X: Source> ReuseProbe<W, S, X>
where
    ByAxes: MeasureAs<ReusedOut<W, S, X>>,
{
    /// The answer.
    pub fn __verdict(self) -> Reused<W, S, X, ByAxes> {
        Reused { step: PhantomData, input: self.input }
    }
}

/// The answer where it gives anything else.
pub trait ReusedValue {
    /// What is done.
    type Way;
    /// The step.
    type Step;
    /// The source.
    type X;
    /// The answer.
    fn __verdict(self) -> Reused<Self::Way, Self::Step, Self::X, Whole>;
}

impl<W: Way<S, X::Value>, S: Step, X: Source> ReusedValue for ReuseProbe<W, S, X> {
    type Way = W;
    type Step = S;
    type X = X;
    fn __verdict(self) -> Reused<W, S, X, Whole> {
        Reused { step: PhantomData, input: self.input }
    }
}

/// The answer where the step does not do it, about arrays, tuples and lists of them.
pub trait NotReusedShown {
    /// The step.
    type Step;
    /// What stands for the value.
    type X;
    /// The answer.
    fn __verdict(&self) -> NotReused<Self::Step, Self::X> {
        NotReused(PhantomData)
    }
}

impl<W, S, X: Source<Value: Shown>> NotReusedShown for ReuseProbe<W, S, X> {
    type Step = S;
    type X = <X::Value as Shown>::As;
}

/// The answer where the step does not do it, about anything else.
pub trait NotReusedOther {
    /// The step.
    type Step;
    /// The value's type.
    type X;
    /// The answer.
    fn __verdict(&mut self) -> NotReused<Self::Step, Self::X> {
        NotReused(PhantomData)
    }
}

impl<W, S, X: Source> NotReusedOther for ReuseProbe<W, S, X> {
    type Step = S;
    type X = X::Value;
}

impl<W: Way<S, X::Value>, S: Step, X: Source, As> Reused<W, S, X, As> {
    /// Nothing is to be reported.
    #[must_use]
    pub fn __after<L>(self, _: L) -> Self {
        self
    }

    /// The node, which puts what it gives into an outlet of its own.
    pub fn __reusing<P: Step>(
        self,
        number: u32,
        fitted_step: FittedOf<P, S>,
        _: Asked<Right>,
    ) -> ReuseWithOne<W, P, S, X>
    where
        As: MeasureAs<ReusedOut<W, S, X>>,
    {
        self.__reusing_into(number, fitted_step, One::new::<As>())
    }

    /// What the step gives.
    pub fn __gives_again(&self, _: Asked<Right>) -> Of<ReusedOut<W, S, X>> {
        Of::new()
    }

    /// The node, which puts what it gives into these outlets.
    pub fn __reusing_into<P: Step, O>(
        self,
        number: u32,
        fitted_step: FittedOf<P, S>,
        outlet: O,
    ) -> ReuseNode<W, P, S, X, O> {
        ReuseNode { number, way: PhantomData, fitted_step, input: self.input, outlet }
    }
}

impl<S, X> NotReused<S, X> {
    /// What is to be reported.
    pub fn __after<L: Report>(self, _: L) -> L::Mistake<S, X> {
        L::mistake()
    }
}

/// The broken node of a mistake, whose message is what `Asked` says.
macro_rules! broken {
    ($([$($generic:ident)*] $mistake:ty: $asked:ty;)+) => {
        $(impl<$($generic),*> $mistake {
            /// A node that never runs.
            pub fn __reusing<A, B>(self, _: u32, _: fn(&A) -> &B, _: $asked) -> BrokenNode<(), One<Poison>> {
                broken_node()
            }

            /// Poison.
            pub fn __gives_again(&self, _: $asked) -> Of<Poison> {
                Of::new()
            }

            /// A node that never runs.
            pub fn __reusing_into<A, B, O>(self, _: u32, _: fn(&A) -> &B, outlet: O) -> BrokenNode<(), O> {
                BrokenNode::new(outlet)
            }
        })+
    };
}
broken! {
    [S X] Wrong<S, X>: Asked<S, X>;
    [] Silent: Asked<Right>;
}

/// The node of a mistake that has been reported.
pub fn broken_node() -> BrokenNode<(), One<Poison>> {
    BrokenNode::new(One::poison())
}

/// A node that uses a fitted step, once it is [tied](Self::__tied_to) to where the step is learnt.
#[derive(Debug)]
pub struct ReuseNode<W, P: Step, S: Step, X, O> {
    number: u32,
    way: PhantomData<fn() -> W>,
    fitted_step: FittedOf<P, S>,
    input: X,
    /// Where the output goes.
    pub outlet: O,
}

impl<W, P: Step, S: Step, X, O> ReuseNode<W, P, S, X, O> {
    /// The task: `learnt` is the slot of the node that learns the step.
    pub fn __tied_to<'all>(
        &'all self,
        learnt: &'all FittedSlot<S::Fitted>,
    ) -> TiedReuse<'all, W, P, S, X, O> {
        TiedReuse { node: self, learnt }
    }
}

impl<F, O> BrokenNode<F, O> {
    /// Nothing is tied to what never runs.
    pub fn __tied_to<L>(&self, _: &FittedSlot<L>) -> BrokenNode<(), ()> {
        BrokenNode::new(())
    }
}

/// A node that uses a fitted step, and where that step is learnt.
#[derive(Debug)]
pub struct TiedReuse<'all, W, P: Step, S: Step, X, O> {
    node: &'all ReuseNode<W, P, S, X, O>,
    learnt: &'all FittedSlot<S::Fitted>,
}

impl<W, P, S, X, O> ReuseNode<W, P, S, X, O>
where
    W: Way<S, X::Value>,
    P: Step,
    S: Step,
    X: Source,
    O: Outlet<Value = ReusedOut<W, S, X>>,
{
    fn apply(&self, engine: &Engine<'_>, step: &S::Fitted) -> Result<()> {
        engine.node(self.number, |node| {
            let (value, measures) = self.input.take()?;
            node.check_inputs(step, measures.as_ref(), None)?;
            self.outlet.put(node, W::apply(step, value, node.context())?)
        })
    }
}

impl<W, P, S, X, O> Task<P> for TiedReuse<'_, W, P, S, X, O>
where
    W: Way<S, X::Value>,
    P: Step,
    S: Step,
    X: Source,
    O: Outlet<Value = ReusedOut<W, S, X>>,
{
    fn run(&self, engine: &Engine<'_>, role: Role, steps: Steps<'_, P>) -> Result<()> {
        if !role.runs() {
            return Ok(());
        }
        self.node.apply(
            engine,
            match steps {
                Steps::Unfitted(_) => self.learnt.get()?,
                Steps::Fitted(fitted) => (self.node.fitted_step)(fitted),
            },
        )
    }

    fn start<'s>(&self, _: &Engine<'_>, _: &'s P) -> Result<Option<Learnt<'s>>> {
        Ok(Some(Learnt::Stepless))
    }

    fn learn(&self, engine: &Engine<'_>, _: Role, _: &P, reused: &mut Learnt<'_>) -> Result<()> {
        let Learnt::Fitted(step) = reused else { return Err(poisoned()) };
        self.node.apply(engine, step.downcast_ref().ok_or_else(poisoned)?)
    }

    fn go_on(&self, engine: &Engine<'_>, _: Role, _: &P, reused: Option<FittedMut<'_>>) -> Result<()> {
        let step = reused.and_then(|step| step.downcast_mut()).ok_or_else(poisoned)?;
        self.node.apply(engine, step)
    }

    fn adopt(&self, _: AnyFitted) -> Result<()> {
        Err(poisoned())
    }

    fn type_names(&self) -> Vec<&'static str> {
        self.node.outlet.type_names()
    }

    #[cfg(feature = "cache")]
    fn kept(&self) -> Option<KeptNode<'_>> {
        Some(KeptNode { fitted: None, sources: [&self.node.input, &()], outlet: &self.node.outlet })
    }
}
