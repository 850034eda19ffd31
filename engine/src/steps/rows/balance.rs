//! [`Balance`]: resamples rows so that all classes are equally frequent.
//!
//! Invariant: the output begins with all rows in their order, and each drawn row has its own label.

use std::collections::BTreeMap;

use ndarray::{ArcArray1, ArcArray2};

use super::all_rows::AllRows;
use super::selection::{Rows, require_targets, selected};
use crate::Result;
use crate::batches::below;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, FitOnly, SelectRows, Step};
use crate::steps::kernels::float::Float;

/// Draws additional rows of the rarer classes until every class is as frequent as the most frequent one:
/// `[n, d], [n] -> [drawn, d], [drawn]` (imbalanced-learn's `RandomOverSampler`).
///
/// Acts only while fitting ([`FitOnly`]): `(x2, y2) = (x, y) |> Balance;`. Accepts `f32` and `f64` with labels of any ordered
/// type. The output has all rows in their order, and then the drawn ones, with replacement, class by class. The draws depend
/// only on the run's seed and the node's path.
///
/// With weights, `(x2, y2, w2) = (x, y, w) |> WithWeights<Balance>;`, each row keeps its weight ([`WithWeights`]). The numbers of rows
/// are balanced, not the sums of weights.
///
/// [`WithWeights`]: crate::steps::WithWeights
///
/// # Errors
/// A number of labels that differs from the number of rows.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Rare(x: f64[n, 1]) fit(y: u8[n]) -> f64[n, 2] {
///         (x2, y2) = (x, y) |> Balance;
///         x2 |> LogisticRegression<2>.fit(y2)
///     }
/// }
///
/// // The one row of class 0 is drawn twice more, so both classes are equally likely in the middle.
/// let model = Rare::default().fit(array![[-1.0], [1.0], [1.0], [1.0]], array![0_u8, 1, 1, 1])?;
/// assert!((model.predict(array![[0.0]])?[[0, 0]] - 0.5).abs() < 1e-9);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct Balance;

impl Step for Balance {
    type Fitted = AllRows;
    const SIGNATURE: Signature = Signature::new("[n, d], [n] -> [drawn, d], [drawn]", &[]);
    const LEARNS: bool = false;

    fn unlearned(&self) -> Option<AllRows> {
        Some(AllRows)
    }
}

impl FitOnly for Balance {}

impl<A: Float, L: Ord + Clone + Send + Sync + 'static> Fit<Rows<A, L>> for Balance {
    fn fit(&self, _: Rows<A, L>, (): (), _: &Context<'_>) -> Result<AllRows> {
        Ok(AllRows)
    }

    fn fit_transform(
        &self,
        rows: Rows<A, L>,
        (): (),
        context: &Context<'_>,
    ) -> Result<(AllRows, Rows<A, L>)> {
        let drawn = self.select_rows(&rows.0, &rows.1, context)?;
        Ok((AllRows, selected(rows, &drawn)?))
    }
}

impl<A: Float, L: Ord + Clone + Send + Sync + 'static> SelectRows<ArcArray2<A>, ArcArray1<L>> for Balance {
    fn select_rows(
        &self,
        x: &ArcArray2<A>,
        labels: &ArcArray1<L>,
        context: &Context<'_>,
    ) -> Result<Vec<usize>> {
        require_targets(x, labels)?;
        let mut of_class: BTreeMap<&L, Vec<usize>> = BTreeMap::new();
        for (row, label) in labels.iter().enumerate() {
            of_class.entry(label).or_default().push(row);
        }
        let most = of_class.values().map(Vec::len).max().unwrap_or(0);
        let (mut rng, mut drawn) = (context.rng(), (0..labels.len()).collect::<Vec<_>>());
        for members in of_class.values() {
            for _ in members.len()..most {
                drawn.extend(members.get(below(members.len() as u64, &mut rng) as usize));
            }
        }
        Ok(drawn)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, Array2};
    use proptest::prelude::*;

    use super::*;
    use crate::Phase;
    use crate::step::Run;

    proptest! {
        #[test]
        fn classes_are_equal_and_rows_keep_their_labels(labels in prop::collection::vec(0_u8..4, 0..50), seed: u64) {
            let run = Run::new().seed(seed);
            let context = Context::root(&run, "test", Phase::Fit);
            let x = Array2::from_shape_fn((labels.len(), 1), |(row, _)| row as f64).into_shared();
            let y = Array1::from(labels.clone()).into_shared();
            let (_, (drawn, targets)) = Balance.fit_transform((x.clone(), y.clone()), (), &context)?;
            let count = |labels: &[u8], class| labels.iter().filter(|label| **label == class).count();
            let most = (0..4).map(|class| count(&labels, class)).max().unwrap_or(0);
            for class in 0..4 {
                let returned = count(&targets.to_vec(), class);
                prop_assert!(returned == most || returned == 0 && count(&labels, class) == 0);
            }
            prop_assert!(drawn.iter().zip(&targets).all(|(row, label)| labels[*row as usize] == *label));
            prop_assert_eq!(&drawn.iter().copied().take(labels.len()).collect::<Vec<_>>(), &x.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(Balance.fit_transform((x, y), (), &context)?.1, (drawn, targets));
        }
    }

    #[test]
    fn every_row_of_a_class_can_be_drawn() -> Result<()> {
        let run = Run::new().seed(5);
        let context = Context::root(&run, "test", Phase::Fit);
        let x = Array2::from_shape_fn((200, 1), |(row, _)| row as f64).into_shared();
        let y = Array1::from_shape_fn(200, |row| row < 4).into_shared();
        let (_, (drawn, _)) = Balance.fit_transform((x, y), (), &context)?;
        for row in 0..4 {
            let often = drawn.iter().filter(|value| **value == f64::from(row)).count();
            assert!((30..=70).contains(&often), "row {row}: {often} of 196 in 4");
        }
        Ok(())
    }
}
