//! [`LabelEncoder`]: labels of any type to class numbers, and back.
//!
//! Invariant: the number of a label never changes, whatever is learned later, because other steps have learned it.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::marker::PhantomData;

use ndarray::{ArcArray1, Array1};

#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Inverse, Invertible, Learn, Mergeable, Step, Transform};
use crate::steps::kernels::checks::require_rows;
use crate::{Error, Result};

/// Numbers the labels from 0 in their order: `[n] -> [n]` (scikit-learn's `LabelEncoder`).
///
/// Accepts labels of any ordered type; without a parameter, `LabelEncoder` accepts `String`s. Returns `usize`. The inverse
/// converts class numbers, such as those of [`ArgMax`](crate::steps::ArgMax), to labels. The step fits from batches in one pass,
/// and supports [`partial_fit`](crate::step::PartialFit::partial_fit): a new label gets the next free number, and the observer and
/// `tracing` receive a note with its name and number. A classifier that has fewer classes reports the number as an error.
///
/// # Errors
/// Fitting: no labels. Transforming: a label that did not occur in the fit. The inverse: a number without a class.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Pets(weight: f64[n, 1]) fit(pet: String[n]) -> String[n] {
///         class = pet |> LabelEncoder;
///         weight |> LogisticRegression<2>.fit(class) |> ArgMax |> inverse(class)
///     }
/// }
///
/// let pets = array!["dog", "cat", "dog", "cat"].mapv(str::to_owned);
/// let model = Pets::default().fit(array![[20.0], [4.0], [30.0], [5.0]], pets)?;
/// assert_eq!(model.class.classes(), ["cat", "dog"]);
/// assert_eq!(model.predict(array![[25.0]])?, array!["dog"]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Hyperparameters)]
#[space(crate = crate)]
pub struct LabelEncoder<L = String> {
    #[space(ignore)]
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

/// The fitted form of a [`LabelEncoder`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FittedLabelEncoder<L = String> {
    /// Each once, by number.
    classes: Vec<L>,
    /// The numbers, by increasing label.
    order: Vec<usize>,
}

impl<L> FittedLabelEncoder<L> {
    /// The labels by class number (scikit-learn's `classes_`): those of the fit in increasing order, then those that were learned
    /// later.
    pub fn classes(&self) -> &[L] {
        &self.classes
    }
}

impl<L: Ord> FittedLabelEncoder<L> {
    /// `None` if a label occurs twice.
    fn new(classes: Vec<L>) -> Option<Self> {
        let mut order: Vec<usize> = (0..classes.len()).collect();
        order.sort_by(|&one, &other| classes[one].cmp(&classes[other]));
        let distinct = order.is_sorted_by(|&one, &next| classes[one] < classes[next]);
        distinct.then_some(Self { classes, order })
    }

    fn class(&self, label: &L) -> Option<usize> {
        let at = self.order.binary_search_by(|&class| self.classes[class].cmp(label)).ok()?;
        self.order.get(at).copied()
    }
}

/// The labels of the batches so far.
#[derive(Debug, Clone)]
pub struct SeenLabels<L> {
    /// The labels that have numbers already.
    known: FittedLabelEncoder<L>,
    new: BTreeSet<L>,
}

impl<L: Send + Sync + 'static> Step for LabelEncoder<L> {
    type Fitted = FittedLabelEncoder<L>;
    const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;
}

impl<L: Send + Sync + 'static> Mergeable for LabelEncoder<L> {}

impl<L: Send + Sync + 'static> Continues for LabelEncoder<L> {}

impl<L: Send + Sync + 'static> Invertible for LabelEncoder<L> {}

impl<L: Ord + Clone + Debug + Send + Sync + 'static> Learn<ArcArray1<L>> for LabelEncoder<L> {
    type State = SeenLabels<L>;

    fn start(&self, context: &Context<'_>) -> Result<SeenLabels<L>> {
        self.resume(&FittedLabelEncoder { classes: Vec::new(), order: Vec::new() }, context)
    }

    fn update(&self, seen: &mut SeenLabels<L>, x: ArcArray1<L>, (): (), _: &Context<'_>) -> Result<()> {
        for label in &x {
            if seen.known.class(label).is_none() && !seen.new.contains(label) {
                seen.new.insert(label.clone());
            }
        }
        Ok(())
    }

    fn merge(&self, earlier: &mut SeenLabels<L>, later: SeenLabels<L>) -> Result<()> {
        earlier.new.extend(later.new);
        Ok(())
    }

    fn finish(
        &self,
        SeenLabels { known, new }: SeenLabels<L>,
        context: &Context<'_>,
    ) -> Result<FittedLabelEncoder<L>> {
        let mut classes = known.classes;
        if !classes.is_empty() {
            for (class, label) in (classes.len()..).zip(&new) {
                context.note(&format!("the label {label:?} is new and gets the class {class}"));
            }
        }
        classes.extend(new);
        require_rows(classes.len())?;
        FittedLabelEncoder::new(classes)
            .ok_or_else(|| Error::new("the order of the labels is not a total order"))
    }

    fn resume(&self, fitted: &FittedLabelEncoder<L>, _: &Context<'_>) -> Result<SeenLabels<L>> {
        Ok(SeenLabels { known: fitted.clone(), new: BTreeSet::new() })
    }
}

impl<L: Ord + Clone + Debug + Send + Sync + 'static> Transform<ArcArray1<L>> for FittedLabelEncoder<L> {
    type Out = ArcArray1<usize>;

    fn transform(&self, x: ArcArray1<L>) -> Result<ArcArray1<usize>> {
        let class = |(row, label): (usize, &L)| {
            self.class(label).ok_or_else(|| {
                Error::new(format!(
                    "the label {label:?} in row {row} (counted from 0) is not one of the {} labels of the fit; \
                     fit on rows that have it, or drop such rows",
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
                    "row {row} (counted from 0) has class {class}, but the fit had {} labels; \
                     a classifier must have as many classes as there are labels",
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
    /// Version 2 has the labels by number; before, they were always in increasing order.
    const VERSION: u32 = 2;
    const OLDEST: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("classes", &self.classes)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let classes: Vec<L> = state.field("classes")?;
        Self::new(classes).ok_or_else(|| Error::new("`classes` must have each label once"))
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
        assert!(
            message.contains("row 1 (counted from 0) has class 2, but the fit had 2 labels"),
            "{message}"
        );
        assert!(fit(Vec::<u8>::new()).is_err());
    }

    #[test]
    fn a_label_keeps_its_number_whatever_is_learned_later() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let step = LabelEncoder::<String>::default();
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<ArcArray1<String>>();
        let mut fitted = fit(vec!["m".to_owned(), "z".to_owned()]).expect("two labels");
        step.update_fitted(&mut fitted, words(&["z", "b", "a", "b"]), (), &context).expect("more labels");
        assert_eq!(fitted.classes(), ["m", "z", "a", "b"]);
        step.update_fitted(&mut fitted, words(&["c", "a"]), (), &context).expect("one more");
        assert_eq!(fitted.classes(), ["m", "z", "a", "b", "c"]);
        let every = words(&["a", "b", "c", "m", "z"]);
        let classes = fitted.transform(every.clone()).expect("known");
        assert_eq!(classes, array![2, 3, 4, 0, 1]);
        assert_eq!(fitted.inverse(classes).expect("known"), every);
    }

    proptest! {
        #[test]
        fn the_inverse_restores_labels_and_classes_have_their_order(labels in prop::collection::vec(-9_i32..9, 1..40)) {
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
