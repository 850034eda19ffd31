//! [`CountVectorizer`]: how often each term is in each text.
//!
//! Invariant: any split of the texts into batches and parts learns the same vocabulary.

use std::fmt;
use std::marker::PhantomData;

use ndarray::ArcArray1;

use super::analysis::{Analysis, Analyzer, StripAccents, WordRule};
use super::counting::TermCounts;
use super::options::{learning_vectorizer, vectorizer};
use super::terms::Terms;
use super::vocabulary::{Selection, Vocabulary};
use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::{Context, Features, Learn, Mergeable, Step, Transform};
use crate::steps::kernels::float::Float;

learning_vectorizer! {
    /// Counts the words of texts: `[n] -> [n, vocab]`, sparse, of `f64`, or of `f32` when written `CountVectorizer<f32>` (scikit-learn's
    /// `CountVectorizer`).
    ///
    /// Accepts `String`; a text that may be missing, `Option<String>`, is filled first. A term is a word of two or more letters, in lower case, or what the options say: sequences of words or of
    /// characters. The columns are the terms of the fit in alphabetical order, and have their names: `text=word`. The step fits from
    /// batches in one pass. Tokenizing runs in parallel.
    ///
    /// Differs from scikit-learn in this: `min_df` and `max_df` have a field for numbers of texts and one for shares; of equally frequent
    /// terms at the border of `max_features` the first in the alphabet is kept, where scikit-learn keeps any; and a letter that Unicode
    /// has added since the tables of Python is one.
    ///
    /// # Errors
    /// Fitting: no text, no term, no term that `min_df` and the others select, a term twice in `vocabulary`, or a hyperparameter out of
    /// range.
    ///
    /// ```
    /// use shapeflow::prelude::*;
    ///
    /// pipeline! {
    ///     Words(text: String[n]) -> sparse f64[n, vocab] {
    ///         words = text |> CountVectorizer { ngram_range: (1, 2), min_df: 2 };
    ///         words
    ///     }
    /// }
    ///
    /// let texts = ["A big cat", "The big cat sleeps", "The dog"].map(String::from).to_vec();
    /// let model = Words::default().fit(&texts)?;
    /// assert_eq!(model.words.terms(), ["big", "big cat", "cat", "the"]);
    /// assert_eq!(model.predict(&texts)?.to_dense()?.row(1), array![1.0, 1.0, 1.0, 1.0]);
    /// assert_eq!(model.feature_names().of("words")?.names().unwrap()[0], "text=big");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Sequences of characters, of which [`Analyzer::CharWb`] takes none across words, and texts that may be missing, with the empty
    /// text, which has no term, in their place:
    ///
    /// ```
    /// use shapeflow::prelude::*;
    /// use shapeflow::steps::{Analyzer, ImputeStrategy};
    ///
    /// pipeline! {
    ///     Endings(remark: Option<String>[n]) -> sparse f32[n, vocab] {
    ///         text    = remark |> SimpleImputer { strategy: ImputeStrategy::Constant };
    ///         letters = text |> CountVectorizer<f32> { analyzer: Analyzer::CharWb, ngram_range: (3, 3), min_df: 2 };
    ///         letters
    ///     }
    /// }
    ///
    /// let remarks = vec![Some("walking home".to_owned()), None, Some("running".to_owned())];
    /// let model = Endings::default().fit(remarks.clone())?;
    /// assert_eq!(model.letters.terms(), ["ing", "ng "]);
    /// assert_eq!(model.predict(remarks)?.to_dense()?, array![[1.0, 1.0], [0.0, 0.0], [1.0, 1.0]]);
    /// # Ok::<(), Error>(())
    /// ```
    pub struct CountVectorizer {}
}

/// The fitted form of a [`CountVectorizer`].
pub struct FittedCountVectorizer<A = f64> {
    vocabulary: Vocabulary,
    analysis: Analysis,
    binary: bool,
    element: PhantomData<fn() -> A>,
}

impl<A> FittedCountVectorizer<A> {
    /// The terms, by their columns (scikit-learn's `get_feature_names_out`).
    pub fn terms(&self) -> &[String] {
        self.vocabulary.terms()
    }
}

impl<A> Clone for FittedCountVectorizer<A> {
    fn clone(&self) -> Self {
        let Self { vocabulary, analysis, binary, element } = self;
        Self {
            vocabulary: vocabulary.clone(),
            analysis: analysis.clone(),
            binary: *binary,
            element: *element,
        }
    }
}

impl<A> PartialEq for FittedCountVectorizer<A> {
    fn eq(&self, other: &Self) -> bool {
        self.vocabulary == other.vocabulary && self.analysis == other.analysis && self.binary == other.binary
    }
}

impl<A> fmt::Debug for FittedCountVectorizer<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FittedCountVectorizer").field("terms", &self.terms()).finish_non_exhaustive()
    }
}

/// Returns the names of the columns of these terms: `text=word`.
pub(super) fn names(terms: &[String], inputs: &[Features]) -> Vec<Features> {
    let name =
        |input: &Features| input.each(|name| terms.iter().map(|term| format!("{name}={term}")).collect());
    inputs.iter().filter_map(name).collect()
}

impl<A: Send + Sync + 'static> Step for CountVectorizer<A> {
    type Fitted = FittedCountVectorizer<A>;
    const SIGNATURE: Signature = Signature::new("[n] -> [n, vocab]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(fitted: &FittedCountVectorizer<A>, inputs: &[Features]) -> Vec<Features> {
        names(fitted.terms(), inputs)
    }
}

impl<A: Send + Sync + 'static> Mergeable for CountVectorizer<A> {}

impl<A: Float> Learn<ArcArray1<String>> for CountVectorizer<A> {
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

    fn finish(&self, counts: TermCounts, _: &Context<'_>) -> Result<FittedCountVectorizer<A>> {
        let (vocabulary, _) = Vocabulary::learn(&self.vocabulary, &self.selection(), counts)?;
        Ok(FittedCountVectorizer {
            vocabulary,
            analysis: self.analysis(),
            binary: self.binary,
            element: PhantomData,
        })
    }
}

impl<A: Float> Transform<ArcArray1<String>> for FittedCountVectorizer<A> {
    type Out = Sparse<A>;

    fn transform(&self, x: ArcArray1<String>) -> Result<Sparse<A>> {
        self.vocabulary.rows(x.view(), &self.analysis, |_, counts, values| {
            values.extend(counts.iter().map(|&count| A::narrow(if self.binary { 1.0 } else { count })));
        })
    }
}

#[cfg(feature = "save")]
impl<A: Send + Sync + 'static> Save for FittedCountVectorizer<A> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("vocabulary", &self.vocabulary)?;
        out.field("analysis", &self.analysis)?;
        out.field("binary", &self.binary)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let analysis: Analysis = state.field("analysis")?;
        analysis.require_sound()?;
        Ok(Self {
            vocabulary: state.field("vocabulary")?,
            analysis,
            binary: state.field("binary")?,
            element: PhantomData,
        })
    }
}
