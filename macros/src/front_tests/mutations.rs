//! Any tokens, and valid pipelines with a few changed tokens: reading ends, returns a valid graph, and reports few errors.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use proptest::prelude::*;

use super::fuzzed::{WORDS, check, language};
use super::read;

const RIGHT: [&str; 6] = [
    "pub Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        pixels = image |> Flatten |> StandardScaler;
        strokes = image |> [ColumnSums, RowSums] |> Concat |> Pca<12>;
        probs = [pixels, strokes] |> Concat |> LogisticRegression<10> { c: 0.5 }.fit(digit);
        probs
    }",
    "P(x: f32[n, 2*d + 1], z: Vec<String>) fit(y: u8[n], w: f32[n]) -> (a: f32[n], b: u8) {
        vision = { small = x |> first: a::Pca<12, {K + 1}>; small |> A } |> expect [n, 24];
        (left, right) = (vision, z) |> Split;
        label = y |> Encode;
        model = [left, right] |> (A, B |> C) |> D.fit(label, w);
        (model, right)
    }",
    "F(x: f32[t]) fit(check: f32[m]) -> f32[t - 3] {
        (past, fit next) = x |> Windows<4> |> Ahead<1>;
        seen = check |> through(scaled);
        scaled = past |> Scale |> expect [n, 4];
        scaled |> Compare.fit(next, seen)
    }",
    "Sized(x: f32[n, 64]) fit(y: u8[n]) -> f32[n, k] {
        size k in 8..=64 = 12;
        low = x |> choose { SizedPca { components: k }, default best: optional Best { k, c: 1.0 ~ log(0.1..=1.0) } }.fit(y);
        low
    }",
    "Words(text: String[n], more: sparse f32[n, d]) fit(y: u8[n]) -> (sparse f32[n, vocab], f64[n]) {
        words = text |> Tfidf<f32>;
        both = [words, more] |> Concat;
        (words, both |> Ridge.fit(y))
    }",
    "A(x: f32[n]) { x } B(x: f32[n]) fit(y: u8) { b = a |> D; a = x |> A; (b |> C.fit(y), a) }",
];

/// Splits tokens into texts; brackets are separate tokens, operators stay whole.
fn words(stream: TokenStream, words: &mut Vec<String>) {
    let mut is_joint = false;
    for token in stream {
        let mut joins_next = false;
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    _ => ("[", "]"),
                };
                words.push(open.to_owned());
                self::words(group.stream(), words);
                words.push(close.to_owned());
            }
            TokenTree::Punct(punct) => {
                let char = punct.as_char();
                joins_next = punct.spacing() == Spacing::Joint;
                match words.last_mut() {
                    Some(last)
                        if is_joint
                            && matches!(
                                (last.as_str(), char),
                                ("|" | "-", '>') | (":", ':') | (".", '.') | ("..", '=')
                            ) =>
                    {
                        last.push(char);
                    }
                    _ => words.push(char.to_string()),
                }
            }
            other => words.push(other.to_string()),
        }
        is_joint = joins_next;
    }
}

/// Reads the words, if they are tokens at all; returns the diagnostics.
fn read_words(words: &[String]) -> Option<Vec<String>> {
    let source = words.join(" ");
    source.parse::<TokenStream>().ok()?;
    let (pipelines, errors) = read(&source);
    for pipeline in &pipelines {
        check(pipeline, !errors.is_empty());
    }
    Some(errors)
}

fn right(at: usize) -> Vec<String> {
    let mut found = Vec::new();
    words(RIGHT[at].parse().expect("tokens"), &mut found);
    found
}

/// One mistake gives one message, or rarely two or three, if the intention is not clear.
#[test]
fn one_changed_token_is_one_message() {
    let mut cases = 0;
    let mut with_more = Vec::new();
    for at in 0..RIGHT.len() {
        let right = right(at);
        assert_eq!(read_words(&right), Some(Vec::new()), "{right:?}");
        for place in 0..right.len() {
            let mut less = right.clone();
            less.remove(place);
            let mut more = right.clone();
            more.insert(place, right[place].clone());
            for changed in [less, more] {
                let Some(errors) = read_words(&changed) else { continue };
                cases += 1;
                assert!(errors.len() <= 3, "{changed:?}\n{errors:#?}");
                if errors.len() > 1 {
                    let start = place.saturating_sub(4);
                    let around = changed[start..(place + 6).min(changed.len())].join(" ");
                    with_more.push(format!("{around}\n    {}", errors.join("\n    ")));
                }
            }
        }
    }
    let list = with_more.join("\n");
    assert!(
        with_more.len() * 50 < cases,
        "{} of {cases} cases have several messages:\n{list}",
        with_more.len()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_pipelines_give_valid_graphs(
        at in 0..RIGHT.len(),
        changes in proptest::collection::vec((0..4usize, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
    ) {
        let mut words = right(at);
        for (kind, first, second) in changes {
            if words.is_empty() {
                break;
            }
            let (first, second) = (first.index(words.len()), second.index(words.len()));
            match kind {
                0 => { words.remove(first); }
                1 => { let word = words[first].clone(); words.insert(second, word); }
                2 => words.swap(first, second),
                _ => words[first] = words[second].clone(),
            }
        }
        read_words(&words);
    }

    #[test]
    fn any_tokens_give_valid_graphs(soup in soup()) {
        read_words(std::slice::from_ref(&soup));
        read_words(&[format!("P(x: f32[n]) fit(y: u8[n]) {{ {soup} }}")]);
        read_words(&[format!("P(x: {soup}) {{ a = x |> {soup}; {soup} }}")]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// What the fuzzer does, bounded.
    #[test]
    fn any_bytes_give_valid_graphs(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        language(&bytes);
    }
}

fn soup() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(&WORDS[..]).prop_map(str::to_owned);
    word.prop_recursive(5, 60, 8, |inner| {
        (proptest::collection::vec(inner, 0..8), 0..4usize).prop_map(|(parts, brackets)| {
            let text = parts.join(" ");
            match brackets {
                0 => format!("({text})"),
                1 => format!("[{text}]"),
                2 => format!("{{{text}}}"),
                _ => text,
            }
        })
    })
}
