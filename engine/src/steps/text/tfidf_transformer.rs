//! [`TfidfTransformer`]: counts of terms as weights.
//!
//! Invariant: only the numbers of texts that have each term are learned, so batches and parts learn the same bits.

use ndarray::ArrayView1;

use super::weights::{RowNorm, Weighting, inverse_frequencies};
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::{Context, Continues, Learn, Mergeable, Step, Transform};
use crate::steps::kernels::accumulate::add;
use crate::steps::kernels::checks::{require_columns, require_rows};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::sparse::{map_rows, require_stored_finite};
use crate::{Error, Result};

/// Weighs counts of terms by how rare the terms are: `[n, d] -> [n, d]`, sparse (scikit-learn's `TfidfTransformer`; Spärck Jones 1972).
///
/// A count is multiplied by `idf = ln((1 + n) / (1 + df)) + 1`, where `df` of `n` texts have the term, and each row is then divided by its
/// length. Accepts sparse `f32` and `f64`; computes in `f64`. The step fits from batches in one pass, and supports
/// [`partial_fit`](crate::step::PartialFit::partial_fit). [`TfidfVectorizer`](crate::steps::TfidfVectorizer) does the same with texts.
///
/// A stored zero does not count as an occurrence of its term, and its weight is 0. In scikit-learn it does, and its logarithm is -infinity.
///
/// # Errors
/// Fitting: no rows, or a NaN or infinity. Transforming: another number of columns, a NaN or infinity, or a weight that is not finite: of a
/// term that no text of the fit has, without `smooth_idf`; of a count below 0, with `sublinear_tf`; beyond the range of the type, without `norm`.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Weighed(text: String[n]) -> sparse f64[n, vocab] { text |> CountVectorizer |> TfidfTransformer }
/// }
///
/// let texts = vec!["big cat".to_owned(), "big dog".to_owned()];
/// let weights = Weighed::default().fit(&texts)?.predict(&texts)?;
/// assert!(weights.get(0, 1) > weights.get(0, 0)); // `cat` is rarer than `big`
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct TfidfTransformer {
    /// What is the same for each row (`norm`). Default: the sum of the squares.
    pub norm: RowNorm,
    /// Whether counts are weighed by `idf` (`use_idf`). Default: true.
    #[space(boolean())]
    pub use_idf: bool,
    /// Whether one more text has every term, so that no `idf` is infinite (`smooth_idf`). Default: true.
    #[space(boolean())]
    pub smooth_idf: bool,
    /// Whether `1 + ln(count)` takes the place of each count (`sublinear_tf`). Default: false.
    #[space(boolean())]
    pub sublinear_tf: bool,
}

impl Default for TfidfTransformer {
    fn default() -> Self {
        Self { norm: RowNorm::L2, use_idf: true, smooth_idf: true, sublinear_tf: false }
    }
}

/// The fitted form of a [`TfidfTransformer`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedTfidfTransformer {
    frequencies: Frequencies,
    weighting: Weighting,
}

/// In how many texts each term is.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct Frequencies {
    rows: u64,
    of_columns: Vec<u64>,
}

impl Frequencies {
    fn of<A: Float>(x: &Sparse<A>, first_row: usize) -> Result<Self> {
        require_stored_finite(x, first_row)?;
        let mut of_columns = vec![0; x.columns()];
        for (&column, value) in x.column_numbers().iter().zip(x.values()) {
            if let Some(count) = of_columns.get_mut(column as usize).filter(|_| *value != A::zero()) {
                *count += 1;
            }
        }
        Ok(Self { rows: x.rows() as u64, of_columns })
    }

    fn merge(&mut self, later: &Self) -> Result<()> {
        require_columns(self.of_columns.len(), later.of_columns.len())?;
        self.rows += later.rows;
        self.of_columns.iter_mut().zip(&later.of_columns).for_each(|(sum, count)| *sum += count);
        Ok(())
    }
}

impl FittedTfidfTransformer {
    /// The weight of each term, `[d]` (scikit-learn's `idf_`); `None` without `use_idf`.
    pub fn idf(&self) -> Option<ArrayView1<'_, f64>> {
        self.weighting.idf.as_ref().map(|idf| idf.view())
    }

    fn new(step: &TfidfTransformer, frequencies: Frequencies) -> Self {
        let idf = step
            .use_idf
            .then(|| inverse_frequencies(frequencies.rows, &frequencies.of_columns, step.smooth_idf));
        Self { weighting: Weighting { norm: step.norm, sublinear_tf: step.sublinear_tf, idf }, frequencies }
    }
}

impl FittedTfidfTransformer {
    /// Why a weight is not a number of type `A`, and what to do.
    fn reason<A>(&self, weight: f64, column: u32) -> String {
        let idf = self.idf().and_then(|idf| idf.get(column as usize).copied());
        match idf {
            Some(idf) if idf.is_infinite() => "no text of the fit has the term; set `smooth_idf`".into(),
            _ if weight.is_nan() => "its count is below 0, and has no logarithm; unset `sublinear_tf`".into(),
            _ => format!(
                "it exceeds {}; scale the counts before this step, or set `norm`",
                std::any::type_name::<A>()
            ),
        }
    }
}

impl Step for TfidfTransformer {
    type Fitted = FittedTfidfTransformer;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    const ROWWISE: bool = true;

    // A row is divided by its length, so a feature depends on all; its meaning stays.
    fn feature_names(
        fitted: &FittedTfidfTransformer,
        inputs: &[crate::step::Features],
    ) -> Vec<crate::step::Features> {
        inputs.iter().map(|input| input.of_width(fitted.frequencies.of_columns.len())).collect()
    }

    fn features_in(fitted: &FittedTfidfTransformer) -> Option<usize> {
        Some(fitted.frequencies.of_columns.len())
    }
}

impl Mergeable for TfidfTransformer {}

impl Continues for TfidfTransformer {}

impl<A: Float> Learn<Sparse<A>> for TfidfTransformer {
    /// `None` before the first batch, which determines the number of columns.
    type State = Option<Frequencies>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        Ok(None)
    }

    fn update(&self, state: &mut Self::State, x: Sparse<A>, (): (), _: &Context<'_>) -> Result<()> {
        let seen = state.as_ref().map_or(0, |found| found.rows as usize);
        add(state, Some(Frequencies::of(&x, seen)?), Frequencies::merge)
    }

    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
        add(earlier, later, Frequencies::merge)
    }

    fn finish(&self, state: Self::State, _: &Context<'_>) -> Result<FittedTfidfTransformer> {
        let frequencies = state.unwrap_or_else(|| Frequencies { rows: 0, of_columns: Vec::new() });
        require_rows(frequencies.rows as usize)?;
        Ok(FittedTfidfTransformer::new(self, frequencies))
    }

    fn resume(&self, fitted: &FittedTfidfTransformer, _: &Context<'_>) -> Result<Self::State> {
        Ok(Some(fitted.frequencies.clone()))
    }
}

impl<A: Float> Transform<Sparse<A>> for FittedTfidfTransformer {
    type Out = Sparse<A>;

    fn transform(&self, x: Sparse<A>) -> Result<Sparse<A>> {
        require_columns(self.frequencies.of_columns.len(), x.columns())?;
        require_stored_finite(&x, 0)?;
        map_rows(&x, |row, columns, values| {
            self.weighting.weigh(columns, values);
            match values.iter().zip(columns).find(|(value, _)| !A::narrow(**value).is_finite()) {
                None => Ok(()),
                Some((value, column)) => Err(Error::new(format!(
                    "the weight in row {row}, column {column} (counted from 0) is {value:e}: {}",
                    self.reason::<A>(*value, *column)
                ))),
            }
        })
    }
}

#[cfg(feature = "save")]
impl Save for FittedTfidfTransformer {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("frequencies", &self.frequencies)?;
        out.field("weighting", &self.weighting)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let (frequencies, weighting): (Frequencies, Weighting) =
            (state.field("frequencies")?, state.field("weighting")?);
        crate::steps::kernels::checks::require_count("rows", frequencies.rows)?;
        match &weighting.idf {
            Some(idf) if idf.len() != frequencies.of_columns.len() => Err(Error::new(format!(
                "`idf` has {} columns, but `of_columns` has {}",
                idf.len(),
                frequencies.of_columns.len()
            ))),
            _ if frequencies.of_columns.iter().any(|count| *count > frequencies.rows) => {
                Err(Error::new("a term is in more texts than there are; the file is damaged or forged"))
            }
            _ => Ok(Self { frequencies, weighting }),
        }
    }
}
