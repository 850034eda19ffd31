//! The lines of the steps of texts, and of the steps between arrays and sparse values.

use super::case::case;
use super::inputs::{counts, holes, narrow_counts, narrow_numbers, narrow_sparse, none, sentences, sparse};
use super::line::{Line, line};
use crate::steps::*;

pub(super) fn lines() -> Vec<Line> {
    let letters =
        CountVectorizer::<f32> { analyzer: Analyzer::Char, ngram_range: (1, 2), ..Default::default() };
    let pairs = CountVectorizer::<f64> {
        ngram_range: (1, 2),
        min_df: 2,
        max_features: 5,
        binary: true,
        ..Default::default()
    };
    let few = HashingVectorizer::<f64> { n_features: 16, ..Default::default() };
    let edges = HashingVectorizer::<f32> {
        n_features: 7,
        analyzer: Analyzer::CharWb,
        ngram_range: (2, 3),
        norm: RowNorm::L1,
        alternate_sign: false,
        ..Default::default()
    };
    let damped = TfidfTransformer { sublinear_tf: true, smooth_idf: false, norm: RowNorm::L1, use_idf: true };
    let english = TfidfVectorizer::<f32> {
        stop_words: Terms::english(),
        strip_accents: StripAccents::Unicode,
        sublinear_tf: true,
        ..Default::default()
    };
    vec![
        line!(CountVectorizer: case(CountVectorizer::<f64>::default(), sentences, none), case(letters, sentences, none), case(pairs, sentences, none)),
        line!(HashingVectorizer: case(few, sentences, none), case(edges, sentences, none)),
        line!(
            TfidfTransformer: case(TfidfTransformer::default(), counts, none),
            case(damped, narrow_counts, none).told_as(", sublinear_tf, not smooth_idf"),
            case(TfidfTransformer { norm: RowNorm::None, ..Default::default() }, narrow_counts, none).told_as(", no norm")
        ),
        line!(TfidfVectorizer: case(TfidfVectorizer::<f64>::default(), sentences, none), case(english, sentences, none)),
        line!(ToDense: case(ToDense, sparse, none).passes_on(), case(ToDense, narrow_sparse, none).passes_on()),
        line!(ToSparse: case(ToSparse, holes, none).passes_on(), case(ToSparse, narrow_numbers, none).passes_on()),
    ]
}
