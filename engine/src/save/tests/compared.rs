//! A file of another model is rejected, and the error lists the differences.

use ndarray::{Array1, Array2, array};

use super::{described, loaded, saved};
use crate::Result;
use crate::graph::{EdgeType, Graph, GraphBuilder, Location, StepInfo};
use crate::save::{Described, Reader, Save, Writer, from_bytes, to_bytes};

/// `x |> StandardScaler |> Pca<K>`, where the second step is `step`.
fn graph(name: &str, step: &str, path: &str, fed_by_input: bool, width: &str) -> Graph {
    let here = Location::new("src/main.rs", 1, 1);
    let mut builder = GraphBuilder::new(name);
    let x = builder.input("x", false, here, EdgeType::new("f32", "", width));
    let scaler = StepInfo { learns: true, ..StepInfo::new("scaled", "StandardScaler", here) };
    let scaled =
        builder.step(scaler, std::slice::from_ref(&x), &[], None, vec![EdgeType::new("f32", "", width)]);
    let source = if fed_by_input { &x } else { &scaled[0] };
    let pca = StepInfo { learns: true, ..StepInfo::new(path, step, here) };
    let out =
        builder.step(pca, std::slice::from_ref(source), &[], None, vec![EdgeType::new("f32", "", "[n, 2]")]);
    builder.output("out", &out[0]);
    builder.finish()
}

pub(super) fn described_digits() -> Described {
    Described::from(&graph("Digits", "Pca<2>", "strokes.pca", false, "[n, 4]"))
}

fn difference(expected: &Graph) -> String {
    let file = described_digits();
    let bytes = to_bytes(&file, &(1_u8,)).expect("it can be saved");
    assert!(from_bytes::<(u8,)>(&bytes, &file).is_ok());
    let error = from_bytes::<(u8,)>(&bytes, &Described::from(expected)).expect_err("it is another model");
    error.to_string().replace("the file contains a different model than the program expects: ", "")
}

#[test]
fn differences_are_listed() {
    assert_eq!(
        difference(&graph("Flowers", "Pca<2>", "strokes.pca", false, "[n, 4]")),
        "it is a model of the pipeline `Digits`, not of `Flowers`"
    );
    assert_eq!(
        difference(&graph("Digits", "Pca<3>", "strokes.pca", false, "[n, 4]")),
        "its node `strokes.pca` is the learning step `Pca<2>`, not the learning step `Pca<3>`"
    );
    assert_eq!(
        difference(&graph("Digits", "Pca<2>", "lines.pca", false, "[n, 4]")),
        "it has no node `lines.pca` (`Pca<2>`); its node `strokes.pca` (`Pca<2>`) is not in the program"
    );
    assert_eq!(
        difference(&graph("Digits", "Pca<2>", "strokes.pca", false, "[n, 5]")),
        "its signature is `(x: f32 [n, 4]) -> f32 [n, 2]`, not `(x: f32 [n, 5]) -> f32 [n, 2]`"
    );
    assert_eq!(
        difference(&graph("Digits", "Pca<2>", "strokes.pca", true, "[n, 4]")),
        "it has no edge from output 0 of `x` to data 0 of `strokes.pca` (`f32 [n, 4]`); \
         its edge from output 0 of `scaled` to data 0 of `strokes.pca` (`f32 [n, 4]`) is not in the program"
    );
}

#[test]
fn hyperparameters_are_stored_and_not_compared() {
    let plain = described_digits();
    let told = plain.clone().hyperparameter("strokes.pca", "whiten", "true");
    let bytes = to_bytes(&told, &(1_u8,)).expect("it can be saved");
    assert!(from_bytes::<(u8,)>(&bytes, &plain).is_ok());
    let manifest = crate::save::opened::open_bytes(&bytes).expect("it is a model").manifest;
    assert_eq!(manifest.described.nodes[2].hyperparameters["whiten"], "true");
    assert!(manifest.to_string().contains(r#""step": "Pca<2>""#), "{manifest}");
}

/// State of a given version, with or without a second array.
#[derive(Debug, PartialEq)]
struct Versioned<const VERSION: u32, const OLDEST: u32, const BOTH: bool> {
    read_as: u32,
}

impl<const VERSION: u32, const OLDEST: u32, const BOTH: bool> Save for Versioned<VERSION, OLDEST, BOTH> {
    const VERSION: u32 = VERSION;
    const OLDEST: u32 = OLDEST;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("first", &array![1.0_f32])?;
        if BOTH { out.field("second", &array![2.0_f32]) } else { Ok(()) }
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let _: Array1<f32> = state.field("first")?;
        if BOTH {
            let _: Array1<f32> = state.field("second")?;
        }
        Ok(Self { read_as: state.version() })
    }
}

fn load_other<Old: Save, New: Save + std::fmt::Debug>(old: Old) -> String {
    loaded::<(u8, New)>(&saved(&(0_u8, old))).expect_err("it differs").to_string()
}

#[test]
fn versions_and_parts() {
    type One = Versioned<1, 1, false>;
    type Three = Versioned<3, 2, false>;
    assert_eq!(
        load_other::<_, One>(Three { read_as: 0 }),
        "1: was saved by a newer program: its state has version 3, but this program reads up to 1; update the program"
    );
    assert_eq!(
        load_other::<_, Three>(One { read_as: 0 }),
        "1: was saved by an older program: its state has version 1, but this program reads 2 to 3; fit and save it again"
    );
    let (_, read) =
        loaded::<(u8, Three)>(&saved(&(0_u8, Versioned::<2, 2, false> { read_as: 0 }))).expect("it reads 2");
    assert_eq!(read.read_as, 2);
    assert_eq!(
        load_other::<_, Versioned<1, 1, true>>(One { read_as: 0 }),
        "1.second: is expected to be an array, but the file has no array of this name"
    );
    assert_eq!(
        load_other::<_, One>(Versioned::<1, 1, true> { read_as: 0 }),
        "the file contains `1.second`, which the program does not read; load it with the version of the program that saved it"
    );
    assert_eq!(load_other::<_, One>(2_u8), "1: the file has no part of this name; its parts are none");
    assert_eq!(
        load_other::<_, u8>(One { read_as: 0 }),
        "1: is a state of version 1 in the file, but has no version in the program"
    );
}

#[test]
fn types_and_shapes() {
    let bytes = saved(&(array![1.0_f32, 2.0], "text".to_owned()));
    let error = loaded::<(Array1<f64>, String)>(&bytes).expect_err("f32");
    assert_eq!(error.to_string(), "0: is F32 [2] in the file, but an array of F64 with 1 axes is expected");
    let error = loaded::<(Array2<f32>, String)>(&bytes).expect_err("one axis");
    assert_eq!(error.to_string(), "0: is F32 [2] in the file, but an array of F32 with 2 axes is expected");
    let error = loaded::<(Array1<f32>, u8)>(&bytes).expect_err("text");
    assert!(
        error
            .to_string()
            .starts_with(r#"1: contains `"text"`, which does not match its type: invalid type: string"#),
        "{error}"
    );
    let error = from_bytes::<(u8,)>(&saved(&(300_u16,)), &described()).expect_err("too large");
    assert!(error.to_string().contains("expected u8"), "{error}");
}
