//! The text steps: parts and the whole, any number of threads, hostile texts, and mistakes.

use ndarray::{ArcArray1, Axis, Slice, array};
use proptest::prelude::*;

use super::{fit, same_bits};
use crate::Phase;
use crate::batches::Table;
use crate::sparse::Sparse;
use crate::step::{Context, Learn, Run, Transform};
use crate::steps::{
    Analyzer, CountVectorizer, HashingVectorizer, RowNorm, StripAccents, Terms, TfidfTransformer,
    TfidfVectorizer,
};

fn texts(texts: &[&str]) -> ArcArray1<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

/// Words of few letters, spaces, and characters that are hard.
fn any_text() -> impl Strategy<Value = String> {
    "[a-cA-C  \\n'_éÉ\u{301}字😀\0İß]{0,30}"
}

fn hostile() -> Vec<String> {
    let mut hostile: Vec<String> =
        ["", " ", "\0\0", "😀👩‍👩‍👧", "e\u{301}\u{301}\u{301}", "\u{feff}bom", "ΑΣ ΑΣ", "İİ", "\u{202e}abc"]
            .map(str::to_owned)
            .to_vec();
    hostile.push("x".repeat(1 << 20));
    hostile.push("ab ".repeat(1 << 16));
    hostile.push("\u{301}".repeat(1 << 12));
    hostile
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn parts_learn_and_transform_as_the_whole(
        all in prop::collection::vec(any_text(), 1..40), cut in any::<usize>(), analyzer in 0..3_usize, lengths in (1..3_usize, 0..2_usize)
    ) {
        let step = TfidfVectorizer::<f64> {
            analyzer: [Analyzer::Word, Analyzer::Char, Analyzer::CharWb][analyzer],
            ngram_range: (lengths.0, lengths.0 + lengths.1),
            max_features: 7,
            ..TfidfVectorizer::default()
        };
        let x: ArcArray1<String> = all.into();
        let cut = cut % (x.len() + 1);
        let (run, parts) = (Run::new(), [x.slice_axis(Axis(0), Slice::from(..cut)), x.slice_axis(Axis(0), Slice::from(cut..))]);
        let context = Context::root(&run, "test", Phase::Fit);
        let [mut first, second] = parts.map(|part| {
            let mut counts = step.start(&context).expect("sound");
            step.update(&mut counts, part.to_shared(), (), &context).expect("texts");
            counts
        });
        step.merge(&mut first, second).expect("merges");
        let (whole, merged) = (fit(&step, x.clone(), ()), step.finish(first, &context));
        let (Ok(whole), Ok(merged)) = (&whole, &merged) else {
            prop_assert_eq!(whole.err().map(|error| error.to_string()), merged.err().map(|error| error.to_string()));
            return Ok(());
        };
        prop_assert_eq!(whole, merged);
        let out = whole.transform(x.clone()).expect("texts");
        let rows = parts.map(|part| whole.transform(part.to_shared()).expect("texts"));
        prop_assert_eq!(Sparse::stack(&rows).expect("one width"), out.clone());
        // A row of weights has the length 1, or no known term.
        for row in out.iter() {
            let square: f64 = row.values().iter().map(|value| value * value).sum();
            prop_assert!(row.stored() == 0 || (square - 1.0).abs() < 1e-12);
        }
        // Counting and weighing one after the other are the same.
        let counter = CountVectorizer::<f64> {
            analyzer: step.analyzer, ngram_range: step.ngram_range, max_features: 7, ..CountVectorizer::default()
        };
        let counter = fit(&counter, x.clone(), ()).expect("terms");
        let counts = counter.transform(x.clone()).expect("texts");
        let weights = fit(&TfidfTransformer::default(), counts.clone(), ()).expect("finite");
        prop_assert_eq!(weights.transform(counts).expect("finite"), out);
        prop_assert_eq!(counter.terms(), whole.terms());
    }
}

#[test]
fn hostile_texts_are_texts() {
    let x: ArcArray1<String> = hostile().into();
    for analyzer in [Analyzer::Word, Analyzer::Char, Analyzer::CharWb] {
        for strip_accents in [StripAccents::Keep, StripAccents::Ascii, StripAccents::Unicode] {
            let step = CountVectorizer::<f32> {
                analyzer,
                strip_accents,
                ngram_range: (1, 2),
                ..CountVectorizer::default()
            };
            let fitted = fit(&step, x.clone(), ()).expect("terms");
            let counts = fitted.transform(x.clone()).expect("texts");
            assert_eq!((counts.rows(), counts.columns()), (x.len(), fitted.terms().len()));
            let hashing = HashingVectorizer::<f64> {
                analyzer,
                strip_accents,
                ngram_range: (1, 2),
                ..HashingVectorizer::default()
            };
            assert_eq!(hashing.transform(x.clone()).expect("texts").rows(), x.len());
        }
    }
    let words = fit(&CountVectorizer::<f64>::default(), x, ()).expect("terms");
    assert_eq!(words.terms().iter().map(String::len).max(), Some(1 << 20));
}

#[test]
fn vectorizers_have_the_same_bits_on_any_number_of_threads() {
    let words = ["apple", "bear", "cat", "dog", "eel", "fox", "gnu", "hen"];
    let text =
        |row: usize| (0..row % 23).map(|at| words[(row * 7 + at * at * 3) % 8]).collect::<Vec<_>>().join(" ");
    let x: ArcArray1<String> = (0..3000).map(text).collect();
    let step = TfidfVectorizer::<f32> {
        ngram_range: (1, 2),
        sublinear_tf: true,
        norm: RowNorm::L1,
        ..TfidfVectorizer::default()
    };
    same_bits(|| {
        let fitted = fit(&step, x.clone(), ()).expect("terms");
        (fitted.transform(x.clone()).expect("texts"), fitted)
    });
    same_bits(|| HashingVectorizer::<f64>::default().transform(x.clone()).expect("texts"));
}

#[test]
fn mistakes_are_named() {
    let x = texts(&["the cat", "the dog", "a cat"]);
    let message = |step: CountVectorizer<f64>| fit(&step, x.clone(), ()).expect_err("a mistake").to_string();
    let base = CountVectorizer::<f64>::default;
    assert!(message(CountVectorizer { ngram_range: (2, 1), ..base() }).contains("`ngram_range`"));
    assert!(message(CountVectorizer { ngram_range: (0, 1), ..base() }).contains("got (0, 1)"));
    assert!(message(CountVectorizer { max_share: 1.5, ..base() }).contains("`max_share` must be a share"));
    let impossible = message(CountVectorizer { min_df: 3, max_df: 2, ..base() });
    assert!(impossible.contains("at least 3 (`min_df`, `min_share`) and at most 2"), "{impossible}");
    assert!(message(CountVectorizer { min_df: 3, ..base() }).contains("none of 3 terms is in at least 3"));
    let stopped = CountVectorizer { stop_words: Terms::from(["the", "cat", "dog"]), ..base() };
    assert!(message(stopped).contains("the vocabulary is empty"));
    let twice = CountVectorizer { vocabulary: Terms::from(["cat", "cat"]), ..base() };
    assert!(message(twice).contains("the vocabulary has `cat` twice, in columns 0 and 1"));
    let empty = fit(&base(), texts(&[]), ()).expect_err("no rows").to_string();
    assert!(empty.contains("at least 1 row"), "{empty}");

    let given = Terms::from(["cat", "unicorn"]);
    let step = TfidfVectorizer::<f64> { vocabulary: given, smooth_idf: false, ..TfidfVectorizer::default() };
    let fitted = fit(&step, x.clone(), ()).expect("terms");
    assert!(fitted.transform(x.clone()).is_ok());
    let error = fitted.transform(texts(&["a unicorn"])).expect_err("infinite").to_string();
    assert!(error.contains("no text of the fit has the term `unicorn`"), "{error}");
    let zero = HashingVectorizer::<f64> { n_features: 0, ..HashingVectorizer::default() };
    assert!(zero.transform(x).expect_err("no column").to_string().contains("got 0"));

    let counts = Sparse::from_triplets((2, 2), [(0, 0, 1.0), (1, 0, 2.0)]).expect("inside");
    let fitted = fit(&TfidfTransformer { smooth_idf: false, ..TfidfTransformer::default() }, counts, ())
        .expect("finite");
    let unseen = Sparse::from_triplets((1, 2), [(0, 1, 1.0)]).expect("inside");
    let error = fitted.transform(unseen).expect_err("infinite").to_string();
    assert!(error.contains("row 0, column 1 (counted from 0)") && error.contains("smooth_idf"), "{error}");
    let wide = Sparse::from_triplets((1, 3), [(0, 1, 1.0)]).expect("inside");
    assert!(
        fitted.transform(wide).expect_err("columns").to_string().contains("fitted on 2 columns, but got 3")
    );
    let bad = Sparse::from_triplets((2, 2), [(1, 1, f64::NAN)]).expect("inside");
    let error = fit(&TfidfTransformer::default(), bad, ()).expect_err("NaN").to_string();
    assert!(error.contains("row 1, column 1 (counted from 0) is NaN"), "{error}");
}

#[test]
fn tfidf_goes_on_where_it_ended() {
    use crate::step::PartialFit;
    let counts =
        Sparse::from_dense(&array![[1.0, 0.0, 2.0], [0.0, 1.0, 1.0], [3.0, 0.0, 0.0]]).expect("few columns");
    let step = TfidfTransformer::default();
    let mut part = fit(&step, counts.row_range(0..1).expect("rows"), ()).expect("finite");
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    step.partial_fit(&mut part, counts.row_range(1..3).expect("rows"), (), &context).expect("finite");
    assert_eq!(part, fit(&step, counts, ()).expect("finite"));
}
