//! [`LabelEncoder`]: labels of any type to the numbers of their classes, and back.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::marker::PhantomData;

use ndarray::{ArcArray1, Array1};

#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::step::{Context, Continues, Inverse, Invertible, Learn, Mergeable, Step, Transform};
use crate::{Error, Result};

/// Numbers the labels from 0 in their order: `[n] -> [n]` (scikit-learn's `LabelEncoder`).
///
/// Labels are of any type with an order; without a parameter they are `String`s. Yields `usize`, and its inverse makes
/// labels of class numbers, such as those of [`ArgMax`](super::ArgMax). Learns from batches in one pass, and goes on from
/// where it stands: a new label may then change the numbers of the others.
///
/// # Errors
/// Fitting: no labels. Transforming: a label that was not seen. The inverse: a number that no class has.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let pets = array!["dog", "cat", "dog"].into_shared();
/// let encoder = LabelEncoder::<&str>::default().fit(pets.clone(), (), &context)?;
/// assert_eq!(encoder.classes(), ["cat", "dog"]);
/// assert_eq!(encoder.transform(pets.clone())?, array![1, 0, 1]);
/// assert_eq!(encoder.inverse(array![1, 0, 1].into_shared())?, pets);
/// # Ok::<(), Error>(())
/// ```
pub struct LabelEncoder<L = String> {
    labels: PhantomData<fn() -> L>,
}

impl<L> Default for LabelEncoder<L> {
    fn default() -> Self {
        Self { labels: PhantomData }
    }
}

impl<L> Clone for LabelEncoder<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L> Copy for LabelEncoder<L> {}

impl<L> Debug for LabelEncoder<L> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LabelEncoder")
    }
}

/// A [`LabelEncoder`] that has seen labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FittedLabelEncoder<L = String> {
    /// In rising order, each once.
    classes: Vec<L>,
}

impl<L> FittedLabelEncoder<L> {
    /// The labels in rising order; the class of a label is its place here (scikit-learn's `classes_`).
    pub fn classes(&self) -> &[L] {
        &self.classes
    }
}

impl<L: Send + Sync + 'static> Step for LabelEncoder<L> {
    type Fitted = FittedLabelEncoder<L>;
    const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
    const ROWWISE: bool = true;
}

impl<L: Send + Sync + 'static> Mergeable for LabelEncoder<L> {}

impl<L: Send + Sync + 'static> Continues for LabelEncoder<L> {}

impl<L: Send + Sync + 'static> Invertible for LabelEncoder<L> {}

impl<L: Ord + Clone + Debug + Send + Sync + 'static> Learn<ArcArray1<L>> for LabelEncoder<L> {
    type State = BTreeSet<L>;

    fn start(&self, _: &Context<'_>) -> Result<BTreeSet<L>> {
        Ok(BTreeSet::new())
    }

    fn update(&self, seen: &mut BTreeSet<L>, x: ArcArray1<L>, (): (), _: &Context<'_>) -> Result<()> {
        for label in &x {
            if !seen.contains(label) {
                seen.insert(label.clone());
            }
        }
        Ok(())
    }

    fn merge(&self, earlier: &mut BTreeSet<L>, later: BTreeSet<L>) -> Result<()> {
        earlier.extend(later);
        Ok(())
    }

    fn finish(&self, seen: BTreeSet<L>, _: &Context<'_>) -> Result<FittedLabelEncoder<L>> {
        super::check::require_rows(seen.len())?;
        Ok(FittedLabelEncoder { classes: seen.into_iter().collect() })
    }

    fn resume(&self, fitted: &FittedLabelEncoder<L>, _: &Context<'_>) -> Result<BTreeSet<L>> {
        Ok(fitted.classes.iter().cloned().collect())
    }
}

impl<L: Ord + Clone + Debug + Send + Sync + 'static> Transform<ArcArray1<L>> for FittedLabelEncoder<L> {
    type Out = ArcArray1<usize>;

    fn transform(&self, x: ArcArray1<L>) -> Result<ArcArray1<usize>> {
        let class = |(row, label): (usize, &L)| {
            self.classes.binary_search(label).map_err(|_| {
                Error::new(format!(
                    "the label {label:?} in row {row} (counted from 0) is none of the {} that were seen while fitting; \
                     fit on rows that have it, or leave such rows out",
                    self.classes.len()
                ))
            })
        };
        let classes: Array1<usize> = x.iter().enumerate().map(class).collect::<Result<_>>()?;
        Ok(classes.into_shared())
    }
}

impl<L: Clone + Send + Sync + 'static> Inverse<ArcArray1<usize>> for FittedLabelEncoder<L> {
    type Out = ArcArray1<L>;

    fn inverse(&self, z: ArcArray1<usize>) -> Result<ArcArray1<L>> {
        let label = |(row, &class): (usize, &usize)| {
            self.classes.get(class).cloned().ok_or_else(|| {
                Error::new(format!(
                    "row {row} (counted from 0) has class {class}, but {} labels were seen while fitting; \
                     let the classifier learn that many classes",
                    self.classes.len()
                ))
            })
        };
        let labels: Array1<L> = z.iter().enumerate().map(label).collect::<Result<_>>()?;
        Ok(labels.into_shared())
    }
}

#[cfg(feature = "save")]
impl<L: Save + Ord> Save for FittedLabelEncoder<L> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("classes", &self.classes)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let classes: Vec<L> = state.field("classes")?;
        if !classes.is_sorted_by(|one, next| one < next) {
            return Err(Error::new("`classes` must be in rising order, each once"));
        }
        Ok(Self { classes })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;
    use proptest::prelude::*;

    use super::*;
    use crate::Phase;
    use crate::step::{Fit, Run};

    fn fit<L: Ord + Clone + Debug + Send + Sync + 'static>(labels: Vec<L>) -> Result<FittedLabelEncoder<L>> {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        LabelEncoder::default().fit(Array1::from(labels).into_shared(), (), &context)
    }

    #[test]
    fn an_unknown_label_or_class_is_named() {
        let encoder = fit(vec!["one".to_owned(), "two".to_owned()]).expect("two labels");
        let error = encoder.transform(array!["two".to_owned(), "three".to_owned()].into_shared());
        let message = error.expect_err("unknown").to_string();
        assert!(message.contains("the label \"three\" in row 1"), "{message}");
        let message = encoder.inverse(array![1, 2].into_shared()).expect_err("unknown").to_string();
        assert!(message.contains("row 1 (counted from 0) has class 2, but 2 labels"), "{message}");
        assert!(fit(Vec::<u8>::new()).is_err());
    }

    proptest! {
        #[test]
        fn the_inverse_restores_labels_and_classes_rise_with_them(labels in prop::collection::vec(-9_i32..9, 1..40)) {
            let encoder = fit(labels.clone())?;
            let labels = Array1::from(labels).into_shared();
            let classes = encoder.transform(labels.clone())?;
            for (one, class) in labels.iter().zip(&classes) {
                for (other, other_class) in labels.iter().zip(&classes) {
                    prop_assert_eq!(one.cmp(other), class.cmp(other_class));
                }
            }
            prop_assert_eq!(classes.iter().max().map(|class| class + 1), Some(encoder.classes().len()));
            prop_assert_eq!(encoder.inverse(classes)?, labels);
        }
    }
}
