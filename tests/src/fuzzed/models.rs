//! Model files: any bytes, and any header with the length and checksum that belong to it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use shapeflow::prelude::*;
use shapeflow::save::{from_bytes, to_bytes};
use shapeflow::steps::FittedStandardScaler;

/// A state with arrays, texts, options, plain data, variants, a fitted step, and itself.
#[derive(Debug, Save)]
#[save(version = 2, oldest = 1, check = Model::check)]
struct Model {
    weights: Array2<f32>,
    counts: Array1<u64>,
    names: Vec<String>,
    #[save(since = 2, default = 0.5)]
    share: f64,
    #[save(plain)]
    notes: BTreeMap<String, f64>,
    scaler: Option<FittedStandardScaler>,
    kinds: Vec<Kind>,
}

#[derive(Debug, Save)]
enum Kind {
    None,
    One(i16),
    Many { more: Vec<Kind>, flags: Array1<bool> },
}

impl Model {
    fn check(&self) -> Result<()> {
        if self.weights.nrows() == self.names.len() {
            return Ok(());
        }
        Err(Error::new(format!("{} rows need as many names, got {}", self.weights.nrows(), self.names.len())))
    }
}

fn described() -> Described {
    Described::new("Fuzzed", "(x: f64[n, 2]) -> f64[n, 2]")
}

static VALID: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let run = Run::new();
    let context = Context::root(&run, "fuzzed", Phase::Fit);
    let x = array![[1.0_f64, 7.0], [3.0, 8.0]].into_shared();
    let model = Model {
        weights: array![[1.0, f32::NAN], [0.5, -0.0]],
        counts: array![0, u64::MAX],
        names: vec!["left".to_owned(), "größer".to_owned()],
        share: f64::INFINITY,
        notes: BTreeMap::from([("loss".to_owned(), 0.1)]),
        scaler: StandardScaler::default().fit(x, (), &context).ok(),
        kinds: vec![
            Kind::None,
            Kind::One(-3),
            Kind::Many { more: vec![Kind::One(7)], flags: array![true, false] },
        ],
    };
    to_bytes(&described(), &model).unwrap_or_default()
});

/// The bytes before the digits of the checksum.
const START: &[u8] = br#"{"__metadata__":{"crc32":""#;

/// Returns a valid file.
pub fn valid_file() -> Vec<u8> {
    VALID.clone()
}

/// Returns the header of a valid file from the digits of its checksum on.
pub fn valid_header() -> Vec<u8> {
    let (header, _) = split();
    header.get(START.len() + 8..).unwrap_or_default().to_vec()
}

/// Returns the header and the arrays of the valid file.
fn split() -> (&'static [u8], &'static [u8]) {
    let (length, rest) = VALID.split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
    rest.split_at(usize::try_from(u64::from_le_bytes(*length)).unwrap_or(0).min(rest.len()))
}

/// Loads the bytes. What is loaded can be saved, and loaded again with the same bytes.
pub fn model_file(bytes: &[u8]) {
    let model = match from_bytes::<Model>(bytes, &described()) {
        Ok(model) => model,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let saved = to_bytes(&described(), &model).expect("it was loaded, so it can be saved");
    let again = from_bytes::<Model>(&saved, &described()).expect("it was saved, so it can be loaded");
    let again = to_bytes(&described(), &again).expect("it was loaded, so it can be saved");
    assert!(saved == again, "the file of a loaded model changes when it is loaded again");
}

/// Loads a file whose header goes on with these bytes after the checksum, which is correct, and whose arrays are those of a
/// valid file.
pub fn model_header(bytes: &[u8]) {
    let mut checksum = flate2::Crc::new();
    checksum.update(bytes);
    let digits = format!("{:08x}", checksum.sum());
    let length = (START.len() + digits.len() + bytes.len()) as u64;
    let (_, arrays) = split();
    model_file(&[&length.to_le_bytes(), START, digits.as_bytes(), bytes, arrays].concat());
}
