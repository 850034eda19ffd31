//! [`KBinsDiscretizer`]: numbers to the numbers of bins.
//!
//! Invariant: the bins of a column depend on its sorted values and their weights alone, so neither the order of the rows nor the
//! number of threads changes them.

use ndarray::{ArcArray, Array1};

use super::edges::{Binning, NARROWEST, edges};
use super::fitted::{FittedKBinsDiscretizer, MOST_BINS};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, Invertible, Step, Value};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::one_or_two_axes::OneOrTwoAxes;
use crate::steps::kernels::quantiles;
use crate::steps::kernels::weights::RowWeights;
use crate::{Error, Result};

/// Cuts the values of each column into bins, and returns the number of the bin, from 0: `[n, d?] fit([n]?) -> [n, d?]`
/// (scikit-learn's `KBinsDiscretizer(encode="ordinal", subsample=None)`).
///
/// Accepts `f32` and `f64`, and returns numbers of the same type; `[n]` is one column. A new value below the first edge is in the
/// first bin, one above the last edge in the last bin. A value at an edge is in the upper bin. A constant column has a single bin,
/// and with the strategies `Quantile` and `Kmeans` a bin that is not wider than 1e-8 is removed; of both, the observer and
/// `tracing` receive a note. The inverse returns the middle of each bin, and the value of a constant column. The transform works
/// in place if the input's buffer has no other owner. The fit needs all rows at once, because it sorts each column.
///
/// With weights, `KBinsDiscretizer.fit(weight)`, a row of weight 2 counts as two rows, one of weight 0 does not count
/// (`sample_weight`). For `Uniform`, only the weight 0 makes a difference.
///
/// # Errors
/// Fitting: no rows, a NaN or infinity, fewer than 2 or more than 65,536 bins, more bins than rows with `Kmeans`, values so far
/// apart that their distance (with `Kmeans`, their variance) is not finite, a number of weights that differs from the number of
/// rows, a negative weight, or weights that are all 0. Transforming: a NaN or infinity, or another number of columns. The
/// inverse: a value that is not the number of a bin.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::Binning;
///
/// pipeline! {
///     Ages(age: f64[n]) -> f64[n] {
///         group = age |> KBinsDiscretizer { n_bins: 3, strategy: Binning::Uniform };
///         group
///     }
/// }
///
/// let model = Ages::default().fit(array![0.0, 20.0, 90.0])?;
/// assert_eq!(model.group.edges()[0], array![0.0, 30.0, 60.0, 90.0]);
/// assert_eq!(model.predict(array![29.0, 30.0, 120.0])?, array![0.0, 1.0, 2.0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct KBinsDiscretizer {
    /// The number of bins of each column: at least 2. Default: 5.
    #[space(integer(2..=20))]
    pub n_bins: usize,
    /// How the edges are chosen. Default: quantiles.
    #[space(nested)]
    pub strategy: Binning,
}

impl Default for KBinsDiscretizer {
    fn default() -> Self {
        Self { n_bins: 5, strategy: Binning::default() }
    }
}

impl Step for KBinsDiscretizer {
    type Fitted = FittedKBinsDiscretizer;
    const SIGNATURE: Signature = Signature::new("[n, d?] fit([n]?) -> [n, d?]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;

    fn features_in(fitted: &FittedKBinsDiscretizer) -> Option<usize> {
        Some(fitted.edges().len())
    }
}

impl Invertible for KBinsDiscretizer {}

impl<A: Float, D: OneOrTwoAxes<A>, W: RowWeights> Fit<ArcArray<A, D>, W> for KBinsDiscretizer
where
    ArcArray<A, D>: Value,
{
    fn fit(&self, x: ArcArray<A, D>, weights: W, context: &Context<'_>) -> Result<FittedKBinsDiscretizer> {
        if !(2..=MOST_BINS).contains(&self.n_bins) {
            return Err(Error::new(format!(
                "`n_bins` must be a number from 2 to {MOST_BINS}, got {}",
                self.n_bins
            )));
        }
        let x = D::__into_columns(x);
        let weights = weights.__weights(x.nrows(), 0)?;
        let weights = weights.as_ref().map(|weights| weights.view());
        let columns = quantiles::by_column(x.view(), weights, context, |column, sorted| {
            edges(self.strategy, self.n_bins, column, &sorted, context)
        })?;
        for (column, edges) in columns.iter().enumerate() {
            match edges.len() {
                1 => context.note(&format!(
                    "column {column} (counted from 0) has a single bin, because its values are equal up to {NARROWEST:e}"
                )),
                count if count <= self.n_bins => context.note(&format!(
                    "column {column} (counted from 0) has {} bins instead of {}, because bins that are not wider than \
                     {NARROWEST:e} are removed; use fewer bins",
                    count - 1,
                    self.n_bins
                )),
                _ => {}
            }
        }
        Ok(FittedKBinsDiscretizer::new(columns.into_iter().map(Array1::from).collect()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use ndarray::{ArcArray1, ArcArray2, array};
    use proptest::prelude::*;

    use super::*;
    use crate::Phase;
    use crate::step::{Event, EventKind, Inverse, Observer, Run, Transform};

    const ALL: [Binning; 3] = [Binning::Uniform, Binning::Quantile, Binning::Kmeans];

    fn fit<W: RowWeights>(
        n_bins: usize,
        strategy: Binning,
        x: ArcArray2<f64>,
        weights: W,
    ) -> Result<FittedKBinsDiscretizer> {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        KBinsDiscretizer { n_bins, strategy }.fit(x, weights, &context)
    }

    #[derive(Default)]
    struct Notes(Mutex<Vec<String>>);

    impl Observer for Notes {
        fn event(&self, event: &Event<'_>) {
            if let EventKind::Noted { message } = &event.kind {
                self.0.lock().expect("no panic").push((*message).to_owned());
            }
        }
    }

    #[test]
    fn each_strategy_has_its_edges() {
        let x = array![[0.0], [1.0], [2.0], [3.0], [10.0], [12.0]].into_shared();
        let edges = |strategy| fit(2, strategy, x.clone(), ()).expect("finite").edges()[0].to_vec();
        assert_eq!(ALL.map(edges), [[0.0, 6.0, 12.0], [0.0, 2.5, 12.0], [0.0, 6.25, 12.0]].map(Vec::from));
        let fitted = fit(2, Binning::Uniform, x, ()).expect("finite");
        let new = array![[-5.0], [5.9], [6.0], [99.0]].into_shared();
        let bins = fitted.transform(new).expect("finite");
        assert_eq!(bins, array![[0.0], [0.0], [1.0], [1.0]]);
        assert_eq!(fitted.inverse(bins).expect("bins"), array![[3.0], [3.0], [9.0], [9.0]]);
    }

    #[test]
    fn removed_bins_are_noted_and_a_constant_column_has_one() {
        let x = array![[7.0, 1.0, 0.0], [7.0, 1.0, 1.0], [7.0, 1.0, 2.0], [7.0, 5.0, 3.0]].into_shared();
        let noted = |strategy| {
            let notes = Arc::new(Notes::default());
            let run = Run::new().observer(notes.clone());
            let step = KBinsDiscretizer { n_bins: 4, strategy };
            let fitted = step.fit(x.clone(), (), &Context::root(&run, "test", Phase::Fit)).expect("finite");
            let back = fitted.inverse(fitted.transform(x.clone()).expect("finite")).expect("bins");
            assert_eq!((fitted.bins()[0], back.column(0)), (1, x.column(0)), "{strategy:?}");
            let notes = notes.0.lock().expect("no panic");
            (fitted.bins().to_vec(), notes.join("\n"))
        };
        let single = "column 0 (counted from 0) has a single bin, because its values are equal up to 1e-8";
        let removed = |bins| {
            format!(
                "{single}\ncolumn 1 (counted from 0) has {bins} bins instead of 4, because bins that are not wider than 1e-8 \
                 are removed; use fewer bins"
            )
        };
        assert_eq!(noted(Binning::Uniform), (vec![1, 4, 4], single.to_owned()));
        assert_eq!(noted(Binning::Quantile), (vec![1, 2, 4], removed(2)));
        assert_eq!(noted(Binning::Kmeans), (vec![1, 2, 4], removed(2)));
    }

    #[test]
    fn each_wrong_input_has_its_message() {
        let x = array![[1.0, 2.0], [3.0, 4.0], [5.0, 9.0]].into_shared();
        let says = |n_bins, strategy, x| fit(n_bins, strategy, x, ()).expect_err("wrong").to_string();
        for strategy in ALL {
            for n_bins in [0, 1, MOST_BINS + 1, usize::MAX] {
                assert_eq!(
                    says(n_bins, strategy, x.clone()),
                    format!("`n_bins` must be a number from 2 to 65536, got {n_bins}")
                );
            }
            assert_eq!(
                says(2, strategy, ArcArray2::zeros((0, 2))),
                "fitting needs at least 1 row, got 0; check the filter or the file that the rows come from"
            );
            for (value, shown) in [(f64::NAN, "NaN"), (f64::NEG_INFINITY, "-inf")] {
                let gap = array![[1.0, 2.0], [3.0, value]].into_shared();
                let message = format!(
                    "every value must be a finite number, but row 1, column 1 (counted from 0) is {shown}; fill in or drop such \
                     values before this step"
                );
                assert_eq!(says(2, strategy, gap.clone()), message);
                let fitted = fit(2, strategy, x.clone(), ()).expect("finite");
                assert_eq!(fitted.transform(gap).expect_err("a gap").to_string(), message);
            }
            let far = array![[1.0, f64::MAX], [3.0, -f64::MAX]].into_shared();
            assert_eq!(
                says(2, strategy, far),
                "the values of column 1 (counted from 0) lie so far apart that their distance exceeds f64; rescale or clip \
                 them before this step"
            );
            let none = fit(2, strategy, x.clone(), ArcArray1::<f64>::zeros(3)).expect_err("no weight");
            assert!(none.to_string().starts_with("the weights of all rows are 0"), "{none}");
        }
        assert_eq!(
            says(4, Binning::Kmeans, x.clone()),
            "k-means needs at least as many rows as bins, got 3 rows and 4 bins; use fewer bins or another `strategy`"
        );
        assert_eq!(
            says(2, Binning::Kmeans, array![[1e200], [-1e200]].into_shared()),
            "the values of column 0 (counted from 0) lie so far apart that their variance exceeds f64; rescale or clip them \
             before this step"
        );
    }

    #[test]
    fn a_number_without_a_bin_has_no_inverse() {
        let x = array![[1.0, 7.0], [3.0, 7.0], [5.0, 7.0]].into_shared();
        let fitted = fit(3, Binning::Uniform, x, ()).expect("finite");
        // 2^64 is the number after the largest `usize`.
        for wrong in [3.0, 0.5, -1.0, f64::NAN, f64::INFINITY, 18_446_744_073_709_551_616.0] {
            let error = fitted.inverse(array![[2.0, 0.0], [wrong, 0.0]].into_shared()).expect_err("no bin");
            assert_eq!(
                error.to_string(),
                format!(
                    "row 1, column 0 (counted from 0) is {wrong}, but the bins of this column have the numbers 0 to 2; round \
                     predictions to whole numbers and clip them before `inverse`"
                )
            );
        }
        let error = fitted.inverse(array![[0.0, 1.0]].into_shared()).expect_err("a constant column");
        assert!(error.to_string().contains("row 0, column 1 (counted from 0) is 1"), "{error}");
        let error = fitted.inverse(array![[0.0]].into_shared()).expect_err("one column");
        assert!(error.to_string().contains("fitted on 2 columns, but got 1"), "{error}");
    }

    #[test]
    fn a_search_samples_bins_and_strategies() {
        let space = KBinsDiscretizer::space().expect("valid");
        assert_eq!(space.paths().collect::<Vec<_>>(), ["n_bins", "strategy"]);
        let sampled = |seed| {
            let assignment = space.samples(seed).next().expect("endless");
            KBinsDiscretizer::default().with(&assignment).expect("in the space")
        };
        let steps: Vec<KBinsDiscretizer> = (0..40).map(sampled).collect();
        assert!(steps.iter().all(|step| (2..=20).contains(&step.n_bins)));
        assert!(ALL.iter().all(|strategy| steps.iter().any(|step| step.strategy == *strategy)));
        let text = "n_bins = 3\nstrategy = kmeans".parse().expect("an assignment");
        let step = KBinsDiscretizer::default().with(&text).expect("in the space");
        assert_eq!(step, KBinsDiscretizer { n_bins: 3, strategy: Binning::Kmeans });
    }

    #[test]
    fn a_group_without_values_gets_the_farthest_ones() {
        // The first centers are 12.5, 37.5, 62.5, 87.5; the two in the middle have no values.
        let x = array![[0.0], [1.0], [2.0], [100.0], [99.0], [98.0]].into_shared();
        let fitted = fit(4, Binning::Kmeans, x, ()).expect("finite");
        assert_eq!(fitted.edges()[0], array![0.0, 0.75, 50.0, 99.25, 100.0]);
    }

    proptest! {
        #[test]
        fn the_bins_do_not_depend_on_the_order_and_the_inverse_stays_in_its_bin(
            values in prop::collection::vec(-99_i32..99, 12..60),
            n_bins in 2..9_usize,
        ) {
            let x: ArcArray2<f64> = ArcArray1::from_iter(values.iter().map(|&value| f64::from(value) / 7.0))
                .insert_axis(ndarray::Axis(1));
            let backwards: Vec<usize> = (0..x.nrows()).rev().collect();
            let backwards = x.select(ndarray::Axis(0), &backwards).into_shared();
            for strategy in ALL {
                let fitted = fit(n_bins, strategy, x.clone(), ())?;
                prop_assert_eq!(&fit(n_bins, strategy, backwards.clone(), ())?, &fitted);
                let bins = fitted.transform(x.clone())?;
                prop_assert_eq!(&fitted.transform(fitted.inverse(bins.clone())?)?, &bins);
                let edges = &fitted.edges()[0];
                prop_assert!(edges.iter().is_sorted() && edges[0] == x.fold(f64::MAX, |low, &value| low.min(value)));
            }
        }
    }
}
