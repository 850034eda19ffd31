//! [`Balance`]: every class as often as the most frequent one.

use std::collections::BTreeMap;

use super::Float;
use super::drop_outliers::{AllRows, Rows, require_targets, select};
use crate::Result;
use crate::batches::below;
use crate::shape::Signature;
use crate::step::{Context, Fit, FitOnly, Step};

/// Draws rows of the rarer classes again, until every class is as frequent as the most frequent one:
/// `[n, d], [n] -> [drawn, d], [drawn]` (imbalanced-learn's `RandomOverSampler`).
///
/// Acts only while fitting ([`FitOnly`]): `(x2, y2) = (x, y) |> Balance;`. Takes `f32` and `f64` with labels of any type
/// that has an order. All rows come first, in their order; then those that were drawn, with replacement, class by class. The
/// draws depend on the run's seed and the node's path alone.
///
/// # Errors
/// Labels that differ in number from the rows.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let rows = (array![[1.0], [2.0], [3.0]].into_shared(), array!["a", "b", "b"].into_shared());
/// let (_, (x, y)) = Balance.fit_transform(rows, (), &context)?;
/// assert_eq!((x, y), (array![[1.0], [2.0], [3.0], [1.0]].into_shared(), array!["a", "b", "b", "a"].into_shared()));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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
        require_targets(&rows)?;
        let mut of_class: BTreeMap<&L, Vec<usize>> = BTreeMap::new();
        for (row, label) in rows.1.iter().enumerate() {
            of_class.entry(label).or_default().push(row);
        }
        let most = of_class.values().map(Vec::len).max().unwrap_or(0);
        let (mut rng, mut drawn) = (context.rng(), (0..rows.1.len()).collect::<Vec<_>>());
        for members in of_class.values() {
            for _ in members.len()..most {
                drawn.extend(members.get(below(members.len() as u64, &mut rng) as usize));
            }
        }
        Ok((AllRows, if drawn.len() == rows.1.len() { rows } else { select(&rows, &drawn) }))
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
                let given = count(&targets.to_vec(), class);
                prop_assert!(given == most || given == 0 && count(&labels, class) == 0);
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
