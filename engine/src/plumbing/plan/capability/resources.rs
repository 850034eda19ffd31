//! How a step that holds resources opens them, as a table of functions.
//!
//! Invariant: whether a step holds resources is a constant, so a pipeline without such steps has no overhead.

use std::any::Any;
use std::marker::PhantomData;

use crate::Result;
use crate::plumbing::plan::erased::wrong_type;
use crate::step::{Holds, Opening};

/// How a step and its fitted form open what they hold.
#[derive(Debug, Clone, Copy)]
pub struct ResourceVtable {
    pub(crate) step: fn(&dyn Any, &mut Opening<'_>) -> Result<()>,
    pub(crate) fitted: fn(&dyn Any, &mut Opening<'_>) -> Result<()>,
}

/// Asks whether a step holds resources: `<ResourceProbe<S>>::VTABLE`.
#[derive(Debug)]
pub struct ResourceProbe<S>(PhantomData<S>);

impl<S: Holds + 'static> ResourceProbe<S> {
    /// The table, or `None` if the step says with `HOLDS = false` that it holds no resources.
    pub const VTABLE: Option<ResourceVtable> = if S::HOLDS {
        Some(ResourceVtable {
            step: |step, opening| step.downcast_ref::<S>().ok_or_else(wrong_type::<S>)?.open(opening),
            fitted: |fitted, opening| {
                S::open_fitted(fitted.downcast_ref().ok_or_else(wrong_type::<S::Fitted>)?, opening)
            },
        })
    } else {
        None
    };
}

/// The answer for any other step.
pub trait NoResources {
    /// `None`: the step holds no resources.
    const VTABLE: Option<ResourceVtable> = None;
}

impl<S> NoResources for ResourceProbe<S> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Signature;
    use crate::step::{Context, Resources, Run, Stateless};
    use crate::{ErrorKind, Phase};

    #[derive(Clone)]
    struct Device;

    impl Stateless for Device {
        const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
    }

    impl Holds for Device {
        fn open(&self, _: &mut Opening<'_>) -> Result<()> {
            Ok(())
        }

        fn open_fitted(_: &Self, _: &mut Opening<'_>) -> Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_step_of_another_type_is_a_bug_of_the_library() {
        let (run, vtable) = (Run::new(), ResourceProbe::<Device>::VTABLE.expect("it holds something"));
        let mut resources = Resources::new(&run, Phase::Fit);
        let context = Context::root(&run, "digits", Phase::Fit);
        let mut opening = Opening::new(&context, &mut resources);
        assert!((vtable.step)(&Device, &mut opening).is_ok());
        for open in [vtable.step, vtable.fitted] {
            let error = open(&"another type", &mut opening).expect_err("another type");
            assert_eq!(
                error.to_string(),
                format!(
                    "a bug in shapeflow: a node expected a value of type `{}`, found another type; please report it",
                    std::any::type_name::<Device>()
                )
            );
            assert_eq!(error.kind(), ErrorKind::Run);
        }
    }
}
