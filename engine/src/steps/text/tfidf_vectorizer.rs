//! [`TfidfVectorizer`]: the weight of each term in each text.
//!
//! Invariant: it computes what [`CountVectorizer`](super::CountVectorizer) and [`TfidfTransformer`](super::TfidfTransformer) compute one
//! after the other.

use std::fmt;
use std::marker::PhantomData;

use ndarray::{ArcArray1, ArrayView1};

use super::analysis::{Analysis, Analyzer, StripAccents, WordRule};
use super::count_vectorizer::names;
use super::counting::TermCounts;
use super::options::{learning_vectorizer, vectorizer};
use super::terms::Terms;
use super::vocabulary::{Selection, Vocabulary};
use super::weights::{RowNorm, Weighting, inverse_frequencies};
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::{Context, Features, Learn, Mergeable, Step, Transform};
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

learning_vectorizer! {
    /// Weighs the words of texts by how rare they are: `[n] -> [n, vocab]`, sparse, of `f64`, or of `f32` when written
    /// `TfidfVectorizer<f32>` (scikit-learn's `TfidfVectorizer`).
    ///
    /// The terms are those of [`CountVectorizer`](crate::steps::CountVectorizer), and the weights those of
    /// [`TfidfTransformer`](crate::steps::TfidfTransformer), whose documentation tells the options and the differences to scikit-learn. A text
    /// without a known term is a row of zeros. The step fits from batches in one pass.
    ///
    /// # Errors
    /// Those of the two. Transforming: a term that no text of the fit has, if `vocabulary` has it and `smooth_idf` is unset.
    ///
    /// ```
    /// use shapeflow::prelude::*;
    /// use shapeflow::steps::Terms;
    ///
    /// pipeline! {
    ///     Topics(text: String[n]) fit(topic: u8[n]) -> f64[n, 2] {
    ///         words = text |> TfidfVectorizer { stop_words: Terms::english(), sublinear_tf: true };
    ///         words |> LogisticRegression<2>.fit(topic)
    ///     }
    /// }
    ///
    /// let texts = ["the cat and the dog", "a dog barks", "stocks and bonds", "bonds rise"].map(String::from).to_vec();
    /// let model = Topics::default().fit(&texts, array![0_u8, 0, 1, 1])?;
    /// assert!(model.predict(vec!["dogs and a cat".to_owned()])?[[0, 0]] > 0.5);
    /// # Ok::<(), Error>(())
    /// ```
    pub struct TfidfVectorizer {
        /// As in [`TfidfTransformer`](crate::steps::TfidfTransformer). Default: the sum of the squares.
        pub norm: RowNorm = RowNorm::L2,
        /// As in [`TfidfTransformer`](crate::steps::TfidfTransformer). Default: true.
        #[space(boolean())]
        pub use_idf: bool = true,
        /// As in [`TfidfTransformer`](crate::steps::TfidfTransformer). Default: true.
        #[space(boolean())]
        pub smooth_idf: bool = true,
        /// As in [`TfidfTransformer`](crate::steps::TfidfTransformer). Default: false.
        #[space(boolean())]
        pub sublinear_tf: bool = false,
    }
}

/// The fitted form of a [`TfidfVectorizer`].
pub struct FittedTfidfVectorizer<A = f64> {
    vocabulary: Vocabulary,
    analysis: Analysis,
    binary: bool,
    weighting: Weighting,
    element: PhantomData<fn() -> A>,
}

impl<A> FittedTfidfVectorizer<A> {
    /// The terms, by their columns (scikit-learn's `get_feature_names_out`).
    pub fn terms(&self) -> &[String] {
        self.vocabulary.terms()
    }

    /// The weight of each term, `[vocab]` (`idf_`); `None` without `use_idf`.
    pub fn idf(&self) -> Option<ArrayView1<'_, f64>> {
        self.weighting.idf.as_ref().map(|idf| idf.view())
    }

    /// # Errors
    /// A given term has an infinite weight.
    fn require_finite(&self, texts: &ArcArray1<String>) -> Result<()> {
        let Some(idf) = self.weighting.idf.as_ref().filter(|idf| idf.iter().any(|idf| !idf.is_finite()))
        else {
            return Ok(());
        };
        let found = self.vocabulary.rows(texts.view(), &self.analysis, |columns, _, values| {
            values.extend(
                columns.iter().map(|&column| idf.get(column as usize).is_none_or(|idf| idf.is_finite())),
            );
        })?;
        let column = found.values().iter().position(|is_finite| !is_finite);
        match column.and_then(|at| self.terms().get(*found.column_numbers().get(at)? as usize)) {
            None => Ok(()),
            Some(term) => Err(Error::new(format!(
                "no text of the fit has the term {}, so its weight is infinite; set `smooth_idf`, or leave the term out of \
                 `vocabulary`",
                crate::text::shown(term)
            ))),
        }
    }
}

impl<A> Clone for FittedTfidfVectorizer<A> {
    fn clone(&self) -> Self {
        Self {
            vocabulary: self.vocabulary.clone(),
            analysis: self.analysis.clone(),
            binary: self.binary,
            weighting: self.weighting.clone(),
            element: PhantomData,
        }
    }
}

impl<A> PartialEq for FittedTfidfVectorizer<A> {
    fn eq(&self, other: &Self) -> bool {
        self.vocabulary == other.vocabulary
            && self.analysis == other.analysis
            && self.binary == other.binary
            && self.weighting == other.weighting
    }
}

impl<A> fmt::Debug for FittedTfidfVectorizer<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FittedTfidfVectorizer").field("terms", &self.terms()).finish_non_exhaustive()
    }
}

impl<A: Send + Sync + 'static> Step for TfidfVectorizer<A> {
    type Fitted = FittedTfidfVectorizer<A>;
    const SIGNATURE: Signature = Signature::new("[n] -> [n, vocab]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(fitted: &FittedTfidfVectorizer<A>, inputs: &[Features]) -> Vec<Features> {
        names(fitted.terms(), inputs)
    }
}

impl<A: Send + Sync + 'static> Mergeable for TfidfVectorizer<A> {}

impl<A: Float> Learn<ArcArray1<String>> for TfidfVectorizer<A> {
    type State = TermCounts;

    fn start(&self, _: &Context<'_>) -> Result<TermCounts> {
        self.started()
    }

    fn update(&self, counts: &mut TermCounts, x: ArcArray1<String>, (): (), _: &Context<'_>) -> Result<()> {
        counts.merge(TermCounts::of(x.view(), &self.analysis(), self.binary)?);
        Ok(())
    }

    fn merge(&self, earlier: &mut TermCounts, later: TermCounts) -> Result<()> {
        earlier.merge(later);
        Ok(())
    }

    fn finish(&self, counts: TermCounts, _: &Context<'_>) -> Result<FittedTfidfVectorizer<A>> {
        let texts = counts.texts();
        let (vocabulary, frequencies) = Vocabulary::learn(&self.vocabulary, &self.selection(), counts)?;
        let idf = self.use_idf.then(|| inverse_frequencies(texts, &frequencies, self.smooth_idf));
        Ok(FittedTfidfVectorizer {
            vocabulary,
            analysis: self.analysis(),
            binary: self.binary,
            weighting: Weighting { norm: self.norm, sublinear_tf: self.sublinear_tf, idf },
            element: PhantomData,
        })
    }
}

impl<A: Float> Transform<ArcArray1<String>> for FittedTfidfVectorizer<A> {
    type Out = Sparse<A>;

    fn transform(&self, x: ArcArray1<String>) -> Result<Sparse<A>> {
        self.require_finite(&x)?;
        self.vocabulary.rows(x.view(), &self.analysis, |columns, counts, values| {
            if self.binary {
                counts.fill(1.0);
            }
            self.weighting.weigh(columns, counts);
            values.extend(counts.iter().map(|&weight| A::narrow(weight)));
        })
    }
}

#[cfg(feature = "save")]
impl<A: Send + Sync + 'static> Save for FittedTfidfVectorizer<A> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("vocabulary", &self.vocabulary)?;
        out.field("analysis", &self.analysis)?;
        out.field("binary", &self.binary)?;
        out.field("weighting", &self.weighting)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let (vocabulary, analysis): (Vocabulary, Analysis) =
            (state.field("vocabulary")?, state.field("analysis")?);
        analysis.require_sound()?;
        let weighting: Weighting = state.field("weighting")?;
        match &weighting.idf {
            Some(idf) if idf.len() != vocabulary.terms().len() => Err(Error::new(format!(
                "`idf` has {} columns, but `vocabulary` has {} terms",
                idf.len(),
                vocabulary.terms().len()
            ))),
            _ => Ok(Self {
                vocabulary,
                analysis,
                binary: state.field("binary")?,
                weighting,
                element: PhantomData,
            }),
        }
    }
}
