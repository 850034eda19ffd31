//! Texts: signatures, and assignments as lines and as JSON.

use shapeflow::plumbing::{Targets, infer};
use shapeflow::prelude::*;
use shapeflow::shape::Shape;

/// Texts of signatures.
pub const SIGNATURES: [&str; 9] = [
    "[n, d] -> [n, K] where K <= d, d >= 2",
    "[n, h, w] -> [n, (h - 3)/2 + 1, 2*w]",
    "[n, ..] -> [n, product(..)]",
    "[n, d*] -> [n, sum(d)]",
    "[n, d]* -> [n, d]",
    "[n, d] fit([n], ([m, d], [m])?) -> [n, 3]",
    "[n, d] fit([n]) -> [n], [d]",
    "[n, 2*d + 1], [] -> [n] where d == n",
    "[n] -> [n, vocab]",
];

/// Texts of assignments, as lines and as JSON.
pub const ASSIGNMENTS: [&str; 7] = [
    "scale.factor = 0.5\nname = \"a # b\" # a comment\nsolver = svd\ncount = 7",
    "range.0 = -1e300\nrange.1 = inf\nflag = true",
    r#"{"scale.factor":0.5,"name":"x\n","solver":"cholesky"}"#,
    r#"{"range.0":-1e308,"range.1":1e-320,"flag":false,"count":3}"#,
    r#"{"count":18446744073709551615,"scale.factor":-0.0}"#,
    "{}",
    "count = 22222222222222222222222222222\n",
];

/// Reads a signature and applies it to shapes that fit and that do not.
pub fn signature(bytes: &[u8]) {
    const INPUTS: [&[Shape]; 8] = [
        &[],
        &[Shape::new("[]", &[])],
        &[Shape::new("[n]", &[])],
        &[Shape::new("[n, 4]", &[])],
        &[Shape::new("[n, h, w]", &[])],
        &[Shape::new("[7, 2, 3]", &[])],
        &[Shape::new("[n, d]", &[]), Shape::new("[n, 1099511627776]", &[])],
        &[Shape::new("[n, 3]", &[]), Shape::new("[n, 5]", &[]), Shape::new("[m, 5]", &[])],
    ];
    let text = String::from_utf8_lossy(bytes);
    if let Err(error) = Signature::check_syntax(&text) {
        return assert!(!error.message("signature", &text).as_str().is_empty());
    }
    // A signature is a text of the program, so it lives as long.
    let text: &'static str = Box::leak(text.into_owned().into_boxed_str());
    for constants in [&[][..], &[("K", 3)], &[("K", -1)], &[("K", i64::MAX)]] {
        let signature = Signature::new(text, constants);
        for inputs in INPUTS {
            for targets in [Targets::None, Targets::Fitted, Targets::Given(inputs)] {
                let inference = infer(&signature, inputs, targets, 1);
                assert!(!inference.output(0).to_string().is_empty());
            }
        }
    }
}

/// Settings of each kind.
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
struct Settings {
    #[space(nested)]
    scale: Scale,
    name: String,
    #[space(nested)]
    range: (f64, f64),
    solver: Solver,
    flag: bool,
    #[space(integer(0..=9))]
    count: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
struct Scale {
    #[space(log(1e-3..=1e3))]
    factor: f64,
}

#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
enum Solver {
    #[default]
    Cholesky,
    Svd,
}

/// Reads an assignment from lines and from JSON. What is read survives both forms, and settings take it or say why not.
pub fn assignment(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.parse::<Assignment>().ok();
    let json = serde_json::from_str::<Assignment>(&text).ok();
    for assignment in lines.into_iter().chain(json) {
        // As text, in which a NaN equals itself.
        let written = assignment.to_string();
        // JSON allows keys that are the path of nothing, such as `a = b`.
        let is_path =
            |path: &str| !path.is_empty() && path.chars().all(|c| c.is_alphanumeric() || "_.".contains(c));
        if assignment.iter().all(|(path, _)| is_path(path)) {
            let again = written.parse::<Assignment>().expect("its own text").to_string();
            assert_eq!(again, written);
        }
        // JSON has neither infinities nor integers of more than 64 bits.
        if let Ok(json) = serde_json::to_string(&assignment) {
            let again = serde_json::from_str::<Assignment>(&json).expect("its own JSON");
            assert_eq!(again.to_string(), written, "{json}");
        }
        match Settings::default().with(&assignment) {
            Ok(settings) => {
                let taken = settings.assignment();
                let again = Settings::default().with(&taken).expect("its own assignment");
                assert_eq!(again.assignment().to_string(), taken.to_string());
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}
