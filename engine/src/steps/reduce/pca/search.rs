//! [`Search`]: the fit of [`Pca`](super::Pca) and [`SizedPca`](super::SizedPca), for a given number of components.
//!
//! Invariant: the entry of largest absolute value in each direction is positive, so the signs do not depend on the
//! decomposition.

use ndarray::{Array1, ArrayView2, ArrayViewMut1, Axis, Slice};

use super::fitted::FittedPca;
use super::principal::{Axes, Principal};
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// The options of a fit.
pub(super) struct Search {
    pub(super) components: usize,
    pub(super) whiten: bool,
}

impl Search {
    pub(super) fn update<A: Float>(&self, state: &mut Principal, x: ArrayView2<'_, A>) -> Result<()> {
        let (kept, columns) = (self.components, x.ncols());
        if kept == 0 || columns < kept {
            return Err(Error::new(format!(
                "asked for {kept} components of {columns} columns; ask for at least 1 and at most {columns}"
            )));
        }
        state.update(x)
    }

    pub(super) fn end_pass(&self, state: &mut Principal) -> Result<bool> {
        let (kept, rows, least) = (self.components, state.rows(), self.components.max(2));
        if rows < least as u64 {
            let components =
                if kept == 1 { "1 component needs".to_owned() } else { format!("{kept} components need") };
            return Err(Error::new(format!("{components} at least {least} rows, got {rows}")));
        }
        state.end_pass(kept)
    }

    pub(super) fn finish(&self, mut state: Principal) -> Result<FittedPca> {
        self.end_pass(&mut state)?;
        let Principal::Found(Axes { rows, mean, variances, directions }) = state else {
            return Err(Error::new(
                "a kept direction has so little variance that another pass over the rows is needed to resolve it",
            ));
        };
        let total_variance = variances.sum();
        let rounding = mean.iter().map(|mean| (rows as f64 * f64::EPSILON * mean).powi(2)).sum::<f64>();
        if total_variance <= rounding {
            return Err(Error::new(format!("all {rows} rows are equal, so no direction has any variance")));
        }
        let kept = Slice::from(..self.components);
        let variance = variances.slice_axis(Axis(0), kept).to_owned();
        let mut components = directions.slice_axis(Axis(0), kept).to_owned();
        components.rows_mut().into_iter().for_each(point_up);

        let mut weights = components.t().as_standard_layout().into_owned();
        if self.whiten {
            // scikit-learn's lower bound, which avoids a division by zero.
            weights /= &variance.mapv(|variance| variance.sqrt().max(f64::EPSILON));
        }
        let projection = Affine { center: Some(mean.clone()), bias: Array1::zeros(weights.ncols()), weights };
        Ok(FittedPca { mean, components, variance, total_variance, rows, projection })
    }
}

/// Flips a direction so that its entry of largest absolute value, the first of several, is positive (scikit-learn's
/// `svd_flip(u_based_decision=False)`).
pub(in crate::steps::reduce) fn point_up(mut direction: ArrayViewMut1<'_, f64>) {
    let largest =
        direction.iter().fold(0.0_f64, |best, &entry| if entry.abs() > best.abs() { entry } else { best });
    if largest < 0.0 {
        direction.mapv_inplace(|entry| -entry);
    }
}

/// Implements `Learn` for a step with a method `search`, which returns its number of components and other options.
macro_rules! learns_components {
    ([$($parameters:tt)*] $step:ty) => {
        impl<A: Float, $($parameters)*> Learn<ArcArray2<A>> for $step {
            type State = Principal;

            fn passes(&self) -> usize {
                2
            }

            fn start(&self, _: &Context<'_>) -> Result<Principal> {
                Ok(Principal::Start)
            }

            fn part(&self, state: &Principal, _: &Context<'_>) -> Result<Principal> {
                Ok(state.part())
            }

            fn update(&self, state: &mut Principal, x: ArcArray2<A>, (): (), _: &Context<'_>) -> Result<()> {
                self.search().update(state, x.view())
            }

            fn merge(&self, earlier: &mut Principal, later: Principal) -> Result<()> {
                earlier.merge(later)
            }

            fn end_pass(&self, state: &mut Principal, _: &Context<'_>) -> Result<bool> {
                self.search().end_pass(state)
            }

            fn finish(&self, state: Principal, _: &Context<'_>) -> Result<FittedPca> {
                self.search().finish(state)
            }
        }
    };
}
pub(super) use learns_components;
