//! The text steps against scikit-learn, and which characters are of words against Python.

use serde::Deserialize;
use shapeflow::prelude::*;
use shapeflow::steps::{Analyzer, RowNorm, StripAccents, Terms};

use crate::data::{fit, golden};

#[derive(Deserialize)]
struct Golden {
    texts: Vec<String>,
    new: Vec<String>,
    counted: Vec<Counted>,
    drawn: Vec<String>,
    drawn_new: Vec<String>,
    weighed: Vec<Weighed>,
    hashed: Vec<Hashed>,
    letters: Letters,
}

#[derive(Deserialize)]
struct Counted {
    options: Options,
    terms: Vec<String>,
    rows: Vec<Row>,
    new: Vec<Row>,
}

#[derive(Deserialize)]
struct Weighed {
    options: Options,
    idf: Option<Vec<f64>>,
    rows: Vec<Row>,
    new: Vec<Row>,
}

#[derive(Deserialize)]
struct Hashed {
    options: Options,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    columns: Vec<u32>,
    values: Vec<f64>,
}

/// Ranges of characters, with both ends.
#[derive(Deserialize)]
struct Letters {
    word: Vec<(u32, u32)>,
    space: Vec<(u32, u32)>,
    unknown: Vec<(u32, u32)>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields, default)]
struct Options {
    analyzer: String,
    ngram_range: (usize, usize),
    lowercase: bool,
    strip_accents: Option<String>,
    stop_words: Option<StopWords>,
    binary: bool,
    min_df: Frequency,
    max_df: Frequency,
    max_features: usize,
    vocabulary: Vec<String>,
    norm: Option<String>,
    use_idf: bool,
    smooth_idf: bool,
    sublinear_tf: bool,
    n_features: usize,
    alternate_sign: bool,
}

#[derive(Deserialize, Debug)]
#[serde(untagged)]
enum StopWords {
    Named(String),
    List(Vec<String>),
}

#[derive(Deserialize, Debug, Clone, Copy)]
#[serde(untagged)]
enum Frequency {
    Texts(usize),
    Share(f64),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            analyzer: "word".to_owned(),
            ngram_range: (1, 1),
            lowercase: true,
            strip_accents: None,
            stop_words: None,
            binary: false,
            min_df: Frequency::Texts(1),
            max_df: Frequency::Share(1.0),
            max_features: 0,
            vocabulary: Vec::new(),
            norm: Some("l2".to_owned()),
            use_idf: true,
            smooth_idf: true,
            sublinear_tf: false,
            n_features: 1 << 20,
            alternate_sign: true,
        }
    }
}

impl Options {
    fn analyzer(&self) -> Analyzer {
        match self.analyzer.as_str() {
            "word" => Analyzer::Word,
            "char" => Analyzer::Char,
            _ => Analyzer::CharWb,
        }
    }

    fn norm(&self) -> RowNorm {
        match self.norm.as_deref() {
            Some("l2") => RowNorm::L2,
            Some(_) => RowNorm::L1,
            None => RowNorm::None,
        }
    }

    fn counter(&self) -> CountVectorizer {
        let (min_df, min_share) = match self.min_df {
            Frequency::Texts(texts) => (texts, 0.0),
            Frequency::Share(share) => (0, share),
        };
        let (max_df, max_share) = match self.max_df {
            Frequency::Texts(texts) => (texts, 1.0),
            Frequency::Share(share) => (0, share),
        };
        CountVectorizer {
            analyzer: self.analyzer(),
            ngram_range: self.ngram_range,
            lowercase: self.lowercase,
            strip_accents: match self.strip_accents.as_deref() {
                Some("ascii") => StripAccents::Ascii,
                Some(_) => StripAccents::Unicode,
                None => StripAccents::Keep,
            },
            stop_words: match &self.stop_words {
                Some(StopWords::Named(name)) if name == "english" => Terms::english(),
                Some(StopWords::Named(name)) => panic!("unknown list {name}"),
                Some(StopWords::List(words)) => words.iter().cloned().collect(),
                None => Terms::default(),
            },
            binary: self.binary,
            min_df,
            min_share,
            max_df,
            max_share,
            max_features: self.max_features,
            vocabulary: self.vocabulary.iter().cloned().collect(),
            ..CountVectorizer::default()
        }
    }
}

fn texts(texts: &[String]) -> ArcArray1<String> {
    texts.iter().cloned().collect()
}

#[track_caller]
fn assert_rows(what: &Options, found: &Sparse<f64>, expected: &[Row], tolerance: f64) {
    assert_eq!(found.rows(), expected.len(), "{what:?}");
    for (number, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert_eq!(found.columns(), expected.columns, "{what:?}, row {number}");
        for (found, expected) in found.values().iter().zip(&expected.values) {
            assert!(
                (found - expected).abs() <= tolerance,
                "{what:?}, row {number}: {found} is not {expected}"
            );
        }
    }
}

#[test]
fn counts_agree_with_scikit_learn() {
    let golden: Golden = golden("text");
    for Counted { options, terms, rows, new } in golden.counted {
        let fitted = fit(&options.counter(), texts(&golden.texts), ()).expect("terms");
        assert_eq!(fitted.terms(), terms, "{options:?}");
        let found = fitted.transform(texts(&golden.texts)).expect("texts");
        assert_rows(&options, &found, &rows, 0.0);
        assert_rows(&options, &fitted.transform(texts(&golden.new)).expect("texts"), &new, 0.0);
    }
}

#[test]
fn weights_agree_with_scikit_learn() {
    let golden: Golden = golden("text");
    let counter = fit(&CountVectorizer::<f64>::default(), texts(&golden.drawn), ()).expect("terms");
    let counts = counter.transform(texts(&golden.drawn)).expect("texts");
    for Weighed { options, idf, rows, new } in golden.weighed {
        let (norm, Options { use_idf, smooth_idf, sublinear_tf, .. }) = (options.norm(), options);
        let what = Options { use_idf, smooth_idf, sublinear_tf, ..Options::default() };
        let step = TfidfTransformer { norm, use_idf, smooth_idf, sublinear_tf };
        let fitted = fit(&step, counts.clone(), ()).expect("finite");
        match (fitted.idf(), &idf) {
            (Some(found), Some(expected)) => {
                found.iter().zip(expected).for_each(|(found, expected)| {
                    assert!((found - expected).abs() <= 1e-14 * expected);
                });
                assert_eq!(found.len(), expected.len());
            }
            (found, expected) => assert_eq!((found.is_none(), expected.is_none()), (true, true)),
        }
        assert_rows(&what, &fitted.transform(counts.clone()).expect("finite"), &rows, 1e-14);
        let whole =
            TfidfVectorizer::<f64> { norm, use_idf, smooth_idf, sublinear_tf, ..TfidfVectorizer::default() };
        let whole = fit(&whole, texts(&golden.drawn), ()).expect("terms");
        assert_eq!(
            whole.transform(texts(&golden.drawn)).expect("texts"),
            fitted.transform(counts.clone()).expect("finite")
        );
        assert_rows(&what, &whole.transform(texts(&golden.drawn_new)).expect("texts"), &new, 1e-14);
    }
}

#[test]
fn hashes_agree_with_scikit_learn() {
    let golden: Golden = golden("text");
    for Hashed { options, rows } in golden.hashed {
        let CountVectorizer { analyzer, ngram_range, binary, .. } = options.counter();
        let step = HashingVectorizer::<f64> {
            analyzer,
            ngram_range,
            binary,
            n_features: options.n_features,
            alternate_sign: options.alternate_sign,
            norm: options.norm(),
            ..HashingVectorizer::default()
        };
        let found = step.transform(texts(&golden.texts)).expect("texts");
        assert_eq!(found.columns(), options.n_features);
        assert_rows(&options, &found, &rows, 1e-15);
    }
}

#[test]
fn words_and_spaces_have_the_characters_of_python() {
    let Letters { word, space, unknown } = golden::<Golden>("text").letters;
    let among = |ranges: &[(u32, u32)], letter: char| {
        let at = ranges.partition_point(|&(_, last)| last < u32::from(letter));
        ranges.get(at).is_some_and(|&(first, _)| first <= u32::from(letter))
    };
    let known: Vec<char> = ('\0'..=char::MAX).filter(|&letter| !among(&unknown, letter)).collect();
    assert!(known.len() > 140_000);
    // A word of three letters, or two words of one.
    let around: ArcArray1<String> = known.iter().map(|letter| format!("a{letter}b")).collect();
    let words = HashingVectorizer::<f64> { lowercase: false, ..HashingVectorizer::default() };
    let words = words.transform(around).expect("texts");
    // Two spaces count as one, which is no sequence of two.
    let twice: ArcArray1<String> = known.iter().map(|letter| format!("{letter}{letter}")).collect();
    let pairs = HashingVectorizer::<f64> {
        analyzer: Analyzer::Char,
        ngram_range: (2, 2),
        lowercase: false,
        ..HashingVectorizer::default()
    };
    let pairs = pairs.transform(twice).expect("texts");
    for ((letter, words), pairs) in known.iter().zip(words.iter()).zip(pairs.iter()) {
        assert_eq!(words.stored() == 1, among(&word, *letter), "{letter:?} {:x}", u32::from(*letter));
        assert_eq!(pairs.stored() == 0, among(&space, *letter), "{letter:?} {:x}", u32::from(*letter));
    }
}
