//! [`HashingVectorizer`]: texts as counts of hashes, without a vocabulary.
//!
//! Invariant: the column of a term depends on the term and the number of columns alone.

use std::fmt;
use std::marker::PhantomData;

use ndarray::ArcArray1;

use super::analysis::{Analysis, Analyzer, StripAccents, WordRule};
use super::murmur::murmur3;
use super::options::vectorizer;
use super::terms::Terms;
use super::vocabulary::by_columns;
use super::weights::RowNorm;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::{Features, Stateless, Transform};
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

vectorizer! {
    /// Counts the words of texts in the columns of their hashes: `[n] -> [n, n_features]`, sparse, of `f64`, or of `f32` when written
    /// `HashingVectorizer<f32>` (scikit-learn's `HashingVectorizer`; Weinberger et al. 2009).
    ///
    /// The terms are those of [`CountVectorizer`](crate::steps::CountVectorizer). There is nothing to learn and no vocabulary to keep, but
    /// terms of one hash (MurmurHash3, 32 bits) share a column, and a column cannot say which terms it has.
    ///
    /// # Errors
    /// A hyperparameter out of range.
    ///
    /// ```
    /// use shapeflow::prelude::*;
    ///
    /// pipeline! {
    ///     Words(text: String[n]) -> sparse f32[n, 1024] {
    ///         text |> HashingVectorizer<f32> { n_features: 1024 } |> expect [n, 1024]
    ///     }
    /// }
    ///
    /// let texts = vec!["a big cat".to_owned(), "a cat".to_owned()];
    /// let words = Words::default().fit(&texts)?.predict(texts)?;
    /// assert_eq!((words.shape(), words.row(0)?.stored(), words.row(1)?.stored()), ((2, 1024), 2, 1));
    /// # Ok::<(), Error>(())
    /// ```
    pub struct HashingVectorizer {
        /// The number of columns (`n_features`), below 2³¹. Default: 2²⁰.
        pub n_features: usize = 1 << 20,
        /// Whether a bit of the hash says if a term counts as 1 or -1, so that terms of one column cancel rather than add up
        /// (`alternate_sign`). Default: true.
        #[space(boolean())]
        pub alternate_sign: bool = true,
        /// What is the same for each row (`norm`). Default: the sum of the squares.
        pub norm: RowNorm = RowNorm::L2,
    }
}

impl<A> HashingVectorizer<A> {
    /// The column of a term, and whether it counts as 1 or -1.
    fn place(&self, term: &str) -> (u32, f64) {
        let hash = murmur3(term.as_bytes()).cast_signed();
        let sign = if self.alternate_sign && hash < 0 { -1.0 } else { 1.0 };
        // scikit-learn's `abs(-2³¹) % n_features` is that of 2³¹.
        ((u64::from(hash.unsigned_abs()) % self.n_features as u64) as u32, sign)
    }
}

impl<A: Send + Sync + 'static> Stateless for HashingVectorizer<A> {
    const SIGNATURE: Signature = Signature::new("[n] -> [n, n_features]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(&self, _: &[Features]) -> Vec<Features> {
        vec![Features::unnamed(self.n_features)]
    }
}

impl<A: Float> Transform<ArcArray1<String>> for HashingVectorizer<A> {
    type Out = Sparse<A>;

    fn transform(&self, x: ArcArray1<String>) -> Result<Sparse<A>> {
        let analysis = self.analysis();
        analysis.require_sound()?;
        if !(1..1 << 31).contains(&self.n_features) {
            return Err(Error::new(format!(
                "`n_features` must be from 1 to 2147483647, got {}",
                self.n_features
            )));
        }
        let place = |term: &str| Some(self.place(term));
        by_columns(x.view(), self.n_features, &analysis, place, |_, sums, values| {
            if self.binary {
                sums.fill(1.0);
            }
            self.norm.scale(sums);
            values.extend(sums.iter().map(|&sum| A::narrow(sum)));
        })
    }
}

#[cfg(feature = "save")]
impl<A: Send + Sync + 'static> Save for HashingVectorizer<A> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("analysis", &self.analysis())?;
        out.field("binary", &self.binary)?;
        out.field("n_features", &(self.n_features as u64))?;
        out.field("alternate_sign", &self.alternate_sign)?;
        out.field("norm", &self.norm)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let Analysis { analyzer, words, lengths, lowercase, strip_accents, stop_words } =
            state.field("analysis")?;
        let n_features: u64 = state.field("n_features")?;
        Ok(Self {
            analyzer,
            ngram_range: lengths,
            words,
            lowercase,
            strip_accents,
            stop_words,
            binary: state.field("binary")?,
            n_features: usize::try_from(n_features).map_err(Error::from_source)?,
            alternate_sign: state.field("alternate_sign")?,
            norm: state.field("norm")?,
            element: PhantomData,
        })
    }
}
