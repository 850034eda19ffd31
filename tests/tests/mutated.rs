//! Model files that were changed: an error or a model, no panic, and memory in proportion to the file, counted by an
//! allocator of its own (so this is a test program of its own).

use std::ops::Range;
use std::sync::LazyLock;

use allocation_counter::measure;
use proptest::prelude::*;
use proptest::sample::Index;
use shapeflow::ErrorKind;
use shapeflow::prelude::*;
use shapeflow::save::{from_bytes, to_bytes};

pipeline! {
    Flowers(petals: f64[n, 4]) fit(kind: String[n]) -> String[n] {
        label = kind |> LabelEncoder;
        scaled = petals |> optional StandardScaler |> Retry<MinMaxScaler>;
        probs = scaled |> Bagging<LogisticRegression<2>, 2>.fit(label);
        probs |> ArgMax |> inverse(label)
    }
}

/// A model file, made once.
static VALID: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let petals = Array2::from_shape_fn((24, 4), |(row, column)| ((row * 7 + column * 3) % 11) as f64);
    let kinds = Array1::from_shape_fn(24, |row| if row % 3 == 0 { "rare" } else { "common" }.to_owned());
    let flowers = Flowers::default();
    let model = flowers.fit(petals, kinds).expect("fits");
    let described = Described::from(&Flowers::graph()).fitted_by(&flowers.assignment());
    to_bytes(&described, &model).expect("can be saved")
});

/// One change.
#[derive(Debug, Clone)]
enum Change {
    Flip(Index, u8),
    CutShort(Index),
    Insert(Index, Vec<u8>),
    Remove(Index, u8),
    /// A part of the file is copied to another place.
    Repeat(Index, u8, Index),
    /// A number in the header.
    Number(Index, u64),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    let number = prop_oneof![Just(0), Just(u64::MAX), Just(1 << 62), Just(1 << 40), 0..100_000_u64];
    prop_oneof![
        (at(), 1_u8..).prop_map(|(at, bits)| Change::Flip(at, bits)),
        at().prop_map(Change::CutShort),
        (at(), prop::collection::vec(any::<u8>(), 1..40)).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        (at(), 1_u8..).prop_map(|(at, count)| Change::Remove(at, count)),
        (at(), 1_u8.., at()).prop_map(|(from, count, to)| Change::Repeat(from, count, to)),
        (at(), number).prop_map(|(at, number)| Change::Number(at, number)),
    ]
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let length = bytes.len();
        let range = |at: &Index, count: u8| -> Range<usize> {
            let start = at.index(length);
            start..length.min(start + usize::from(count))
        };
        match self {
            _ if bytes.is_empty() => {}
            Self::Flip(at, bits) => bytes[at.index(length)] ^= bits,
            Self::CutShort(at) => bytes.truncate(at.index(length)),
            Self::Insert(at, new) => {
                drop(bytes.splice(at.index(length)..at.index(length), new.iter().copied()));
            }
            Self::Remove(at, count) => drop(bytes.drain(range(at, *count))),
            Self::Repeat(from, count, to) => {
                let part = bytes[range(from, *count)].to_vec();
                let to = to.index(length);
                drop(bytes.splice(to..to, part));
            }
            Self::Number(at, number) => {
                let digits: Vec<usize> = (8..length).filter(|&at| bytes[at].is_ascii_digit()).collect();
                if digits.is_empty() {
                    return;
                }
                let start = digits[at.index(digits.len())];
                let end = (start..length).find(|&at| !bytes[at].is_ascii_digit()).unwrap_or(length);
                drop(bytes.splice(start..end, number.to_string().into_bytes()));
            }
        }
    }
}

/// Corrects the length and the checksum of the header, like somebody who changes a file on purpose.
fn forge(bytes: &mut [u8], header: usize) {
    let start = br#"{"__metadata__":{"crc32":""#.len();
    let (Some(length), true) = (bytes.len().checked_sub(8), header >= start + 8) else { return };
    let header = header.min(length);
    bytes[..8].copy_from_slice(&(header as u64).to_le_bytes());
    if header < start + 8 {
        return;
    }
    let mut checksum = flate2::Crc::new();
    checksum.update(&bytes[8 + start + 8..8 + header]);
    let text = format!("{:08x}", checksum.sum());
    bytes[8 + start..8 + start + 8].copy_from_slice(text.as_bytes());
}

/// Loads the file, and returns the peak memory with the result.
fn loaded(bytes: &[u8]) -> (Result<FlowersFitted>, u64) {
    let described = Described::from(&Flowers::graph());
    let mut model = None;
    let info = measure(|| model = Some(from_bytes::<FlowersFitted>(bytes, &described)));
    (model.expect("it was loaded"), info.bytes_max)
}

/// The memory that loading may use: the text of the header is read into maps, and an error quotes it.
fn bound(bytes: &[u8]) -> u64 {
    16 * bytes.len() as u64 + (1 << 14)
}

#[test]
fn an_unchanged_file_needs_memory_in_proportion() {
    let bytes = VALID.clone();
    let (model, most) = loaded(&bytes);
    assert!(model.is_ok() && most < bound(&bytes), "{most} for {} bytes", bytes.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn a_changed_file_is_an_error(changes in prop::collection::vec(change(), 1..6)) {
        let mut bytes = VALID.clone();
        changes.iter().for_each(|change| change.apply(&mut bytes));
        let (model, most) = loaded(&bytes);
        prop_assert!(model.is_err() || bytes == *VALID);
        prop_assert!(most < bound(&bytes), "{most} for {} bytes", bytes.len());
    }

    /// Predicts with a model that may be another one; it returns something or reports an error.
    #[test]
    fn a_forged_file_does_no_harm(changes in prop::collection::vec(change(), 1..6)) {
        let mut bytes = VALID.clone();
        let header = u64::from_le_bytes(bytes[..8].try_into().expect("eight bytes")) as usize;
        let whole = bytes.len();
        changes.iter().for_each(|change| change.apply(&mut bytes));
        let header = (header + bytes.len()).saturating_sub(whole);
        forge(&mut bytes, header);
        let (model, most) = loaded(&bytes);
        prop_assert!(most < bound(&bytes), "{most} for {} bytes", bytes.len());
        if let Ok(model) = model {
            let kind = model.predict(Array2::zeros((3, 4))).err().map(|error| error.kind());
            prop_assert_ne!(kind, Some(ErrorKind::Panic));
        }
    }
}
