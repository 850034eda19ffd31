//! Steps that make numbers of texts.
//!
//! | file | owns |
//! |---|---|
//! | `letters` | which characters are of words, and which are spaces, as Python has it |
//! | `analysis` | [`Analyzer`], [`StripAccents`], [`WordRule`]: the terms of a text |
//! | `terms` | [`Terms`]: a list of terms; scikit-learn's stop words |
//! | `counting` | how often terms occur in texts, counted in parts |
//! | `vocabulary` | which terms have a column |
//! | `options` | the hyperparameters that the vectorizers share |
//! | `count_vectorizer` | [`CountVectorizer`] |
//! | `weights` | the weights of terms, and rows of length 1 |
//! | `tfidf_transformer`, `tfidf_vectorizer` | [`TfidfTransformer`], [`TfidfVectorizer`] |
//! | `murmur`, `hashing_vectorizer` | [`HashingVectorizer`]: columns by the hash of a term |

mod analysis;
mod count_vectorizer;
mod counting;
mod hashing_vectorizer;
mod letters;
mod murmur;
mod options;
mod stop_words;
mod terms;
mod tfidf_transformer;
mod tfidf_vectorizer;
mod vocabulary;
mod weights;

pub use analysis::{Analyzer, StripAccents, WordRule};
pub use count_vectorizer::{CountVectorizer, FittedCountVectorizer};
pub use hashing_vectorizer::HashingVectorizer;
pub use terms::Terms;
pub use tfidf_transformer::{FittedTfidfTransformer, TfidfTransformer};
pub use tfidf_vectorizer::{FittedTfidfVectorizer, TfidfVectorizer};
pub use weights::RowNorm;
