//! Saved state is loaded bit for bit, and no damaged file does harm.

mod arrays;
mod compared;
mod corpus;
mod derived;
mod files;
mod hostile;
mod plain;
mod steps;

use ndarray::{ArcArray1, Array, Array0, Array1, Array2, Array3, IxDyn, array};

use super::{Described, Reader, Save, Writer, from_bytes, to_bytes};
use crate::Result;

fn described() -> Described {
    Described::new("Test", "(x: f32 [n, 2]) -> f32 [n, 1]")
}

fn saved<M: Save>(model: &M) -> Vec<u8> {
    to_bytes(&described(), model).expect("it can be saved")
}

fn loaded<M: Save>(bytes: &[u8]) -> Result<M> {
    from_bytes(bytes, &described())
}

/// A model with one of everything.
#[derive(Debug, Clone, PartialEq, Save)]
#[save(version = 2, crate = crate)]
struct Everything {
    flags: Array1<bool>,
    bytes: Array3<u8>,
    small: Array0<i8>,
    wide: Array2<u16>,
    signed: Array1<i16>,
    counts: Array1<u32>,
    offsets: Array1<i32>,
    large: ArcArray1<u64>,
    negative: Array1<i64>,
    single: Array2<f32>,
    double: Array2<f64>,
    sizes: Array1<usize>,
    any_rank: Array<f64, IxDyn>,
    no_rows: Array2<f32>,
    name: String,
    numbers: (f32, f64, i64, u64),
    flag: bool,
    nothing: Option<f64>,
    nested: Option<Option<Part>>,
    parts: Vec<Part>,
    names: Vec<String>,
    list: Vec<f64>,
    pair: [Part; 2],
}

#[derive(Debug, Clone, PartialEq)]
struct Part {
    weight: f64,
    blob: Vec<u8>,
}

impl Save for Part {
    const VERSION: u32 = 3;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.plain("weight", &self.weight)?;
        out.bytes("blob", &self.blob)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self { weight: state.plain("weight")?, blob: state.bytes("blob")? })
    }
}

fn everything() -> Everything {
    let part = |weight| Part { weight, blob: vec![0, 255, 7] };
    Everything {
        flags: array![true, false, true],
        bytes: Array::from_shape_fn((2, 3, 2), |(i, j, k)| (i * 6 + j * 2 + k) as u8),
        small: Array0::from_elem((), -128),
        wide: array![[1, 2], [3, 65535]],
        signed: array![-32768, 32767],
        counts: array![u32::MAX, 0],
        offsets: array![i32::MIN, 5],
        large: array![u64::MAX, 1].into_shared(),
        negative: array![i64::MIN, -1],
        single: array![[1.5, -0.0], [f32::INFINITY, f32::MIN_POSITIVE]],
        double: array![[0.1, f64::NEG_INFINITY, 5e-324]],
        sizes: array![0, 7, 1 << 40],
        any_rank: Array::from_shape_vec(IxDyn(&[1, 2, 1, 1, 2]), vec![1.0, 2.0, 3.0, 4.0]).expect("four"),
        no_rows: Array2::zeros((0, 5)),
        name: "Zürich \u{0} \"quoted\" \\ 🦀".to_owned(),
        numbers: (0.1, -0.0, i64::MIN, u64::MAX),
        flag: true,
        nothing: None,
        nested: Some(None),
        parts: vec![part(0.5), part(1e300)],
        names: vec![String::new(), "b.c".to_owned()],
        list: vec![0.1, 0.2],
        pair: [part(-1.0), part(2.0)],
    }
}
