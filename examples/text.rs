//! Texts and numbers in one classifier, sparse all the way: how does a method of Rust's standard library take its value?
//!
//! The pipeline reads the first sentence of the documentation ("Consumes the..", "Returns the number of.."), the name (`into_..`, `is_..`)
//! and six numbers, and tells `self`, `&self`, `&mut self` and no receiver apart. It has ten thousand features, of which a method has
//! about fifty: no step makes an array of them.
//!
//! `cargo run --release --example text`

#![expect(clippy::print_stdout, reason = "an example talks to a person")]

use shapeflow::batches::Table;
use shapeflow::prelude::*;
use shapeflow::records::ClosedCategory as _;
use shapeflow::steps::Analyzer;
use shapeflow::steps::metrics::{accuracy, log_loss};
use shapeflow_examples::methods::{Answer, Method, Receiver, file};

/// The number of words of a text.
#[step("[n] -> [n]", rowwise)]
fn word_count(texts: ArrayView1<'_, String>) -> Array1<f64> {
    texts.iter().map(|text| text.split_whitespace().count() as f64).collect()
}

/// The share of a text that is code: what stands between backticks.
#[step("[n] -> [n]", rowwise)]
fn code_share(texts: ArrayView1<'_, String>) -> Array1<f64> {
    let length = |text: &str| text.chars().count() as f64;
    let share =
        |text: &String| text.split('`').skip(1).step_by(2).map(length).sum::<f64>() / length(text).max(1.0);
    texts.iter().map(share).collect()
}

pipeline! {
    /// Tells how a method takes its value.
    pub Receivers(methods: Method[n]) fit(receiver: Receiver[n]) -> f64[n, 4] {
        words   = methods.text |> TfidfVectorizer { ngram_range: (1, 2), sublinear_tf: true };
        letters = methods.name |> TfidfVectorizer { analyzer: Analyzer::CharWb, ngram_range: (2, 4), sublinear_tf: true };
        count   = methods.text |> WordCount;
        code    = methods.text |> CodeShare;
        numbers = (methods.since, methods.parameters, methods.lines, methods.examples, count, code) |> Columns |> StandardScaler;
        probs   = (words, letters, numbers |> ToSparse) |> Concat |> LogisticRegression<4> { c: 3.0 }.fit(receiver);
        probs
    }
}

/// The accuracy in the fit and outside of it, and the log-loss outside of it, of scikit-learn 1.9.1: `tests/golden/make_text.py`.
const SCIKIT_LEARN: [f64; 3] = [0.997_435_897_435_897_4, 0.917_948_717_948_717_9, 0.317_501_656_345_138_05];

/// Two methods of `Sparse`: the receiver, the name, the number of parameters and of lines, and the first sentence.
const OURS: [(&str, &str, u8, u16, &str); 2] = [
    (
        "none",
        "from_triplets",
        2,
        5,
        "Creates a matrix of (rows, columns) from (row, column, value), in any order.",
    ),
    ("&self", "to_dense", 0, 4, "Returns the array of all values, with `A::default()` where none is stored."),
];

/// Returns every fourth row, or the others.
fn rows(count: usize, of_test: bool) -> Vec<usize> {
    (0..count).filter(|row| (row % 4 == 3) == of_test).collect()
}

/// Fits on three of four methods. The figures are those of [`SCIKIT_LEARN`].
fn fitted(methods: &Records<Method>, receivers: &ArcArray1<Receiver>) -> Result<(ReceiversFitted, [f64; 3])> {
    let (train, test) = (rows(methods.len(), false), rows(methods.len(), true));
    let model = Receivers::default().fit(methods.rows_at(&train)?, receivers.rows_at(&train)?)?;
    let score = |rows: &[usize]| -> Result<(f64, f64)> {
        let (probs, actual) = (model.predict(methods.rows_at(rows)?)?, receivers.rows_at(rows)?);
        let loss = log_loss(probs.view(), actual.view())?;
        Ok((accuracy(ArgMax.transform(probs.to_shared())?.view(), actual.view())?, loss))
    };
    let ((in_fit, _), (outside, loss)) = (score(&train)?, score(&test)?);
    Ok((model, [in_fit, outside, loss]))
}

fn main() -> Result<()> {
    let (methods, answers): (Records<Method>, Records<Answer>) = file().read()?;
    let (model, [in_fit, outside, loss]) = fitted(&methods, &answers.receiver)?;
    println!("{} methods, of which every fourth is not in the fit:", methods.len());
    println!("              accuracy in the fit   outside of it   log-loss outside of it");
    println!("  pipeline    {in_fit:19.4}   {outside:13.4}   {loss:22.6}");
    let [in_fit, outside, loss] = SCIKIT_LEARN;
    println!("  scikit-learn{in_fit:19.4}   {outside:13.4}   {loss:22.6}");

    // What the model goes by: the features with the largest coefficients, by their names.
    let features = model.feature_names();
    let names = features.taken_by("probs")?.names().unwrap_or_default();
    for (receiver, coefficients) in
        Receiver::NAMES.iter().zip(model.probs.logistic_regression.coefficients().rows())
    {
        let mut telling: Vec<_> = names.iter().zip(coefficients).collect();
        telling.sort_by(|left, right| right.1.total_cmp(left.1));
        let telling: Vec<String> = telling.iter().take(8).map(|(name, _)| format!("`{name}`")).collect();
        println!("{receiver:9} {}", telling.join(" "));
    }

    println!("methods of this library, which the model has never seen:");
    for (receiver, name, parameters, lines, text) in OURS {
        let (name, text) = (name.to_owned(), text.to_owned());
        let method = Method { name: name.clone(), since: 95, parameters, lines, examples: 0, text };
        let probs = model.predict_one(method)?;
        let told: Vec<String> =
            Receiver::NAMES.iter().zip(&probs).map(|(name, prob)| format!("{name} {prob:.2}")).collect();
        println!("  `{name}` takes {receiver}; told: {}", told.join(", "));
    }

    std::fs::write("text.dot", Receivers::graph().dot())?;
    println!("wrote text.dot\n\n{}", Receivers::graph());
    Ok(())
}

#[test]
fn the_figures_are_those_of_scikit_learn() {
    let (methods, answers): (Records<Method>, Records<Answer>) =
        file().read().expect("the file of the example");
    let (model, found) = fitted(&methods, &answers.receiver).expect("four receivers");
    for (found, expected) in found.into_iter().zip(SCIKIT_LEARN) {
        assert!((found - expected).abs() < 1e-7, "{found}, not {expected}");
    }
    let features = model.feature_names();
    assert_eq!(features.taken_by("probs").expect("a node").width(), Some(9665));
}
