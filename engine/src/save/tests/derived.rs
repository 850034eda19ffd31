//! `#[derive(Save)]`: what it saves is what it loads, in each form of a type, and in files of earlier versions.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use ndarray::{Array1, Array2};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::{described, loaded, saved};
use crate::save::{Manifest, Save, from_bytes, to_bytes};
use crate::{Error, Result};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Words {
    words: BTreeMap<String, u32>,
}

#[derive(Debug, Clone, PartialEq, Save)]
#[save(crate = crate)]
struct Named<T, const N: usize> {
    r#type: T,
    pairs: [(T, u8); N],
    #[save(plain)]
    words: Words,
    nothing: PhantomData<fn() -> Words>,
    out: u16,
    state: i16,
    #[save(name = "step")]
    value: Option<Box1<T>>,
}

/// The bound is that of the parameter, because the type contains itself.
#[derive(Debug, Clone, PartialEq, Save)]
#[save(crate = crate)]
struct Box1<T> {
    of: T,
    more: Vec<Box1<T>>,
}

#[derive(Debug, Clone, PartialEq, Save)]
#[save(crate = crate)]
struct Tuple(f64, #[save(plain)] Vec<String>, Unit);

#[derive(Debug, Clone, PartialEq, Save)]
#[save(crate = crate)]
struct Unit;

#[derive(Debug, Clone, PartialEq, Save)]
#[save(crate = crate)]
enum Model<T> {
    None,
    One(T),
    Two { left: Array1<f32>, right: Box1<T> },
    r#Type(Tuple, Unit),
}

type All = (Named<f64, 2>, Vec<Model<u64>>);

fn named() -> impl Strategy<Value = Named<f64, 2>> {
    let number = || any::<f64>().prop_filter("equal to itself", |number| !number.is_nan());
    let words = prop::collection::btree_map(".{0,8}", any::<u32>(), 0..4);
    let value = prop::option::of(boxed(number().boxed()));
    (number(), [(number(), any::<u8>()), (number(), any::<u8>())], words, any::<u16>(), any::<i16>(), value)
        .prop_map(|(r#type, pairs, words, out, state, value)| Named {
            r#type,
            pairs,
            words: Words { words },
            nothing: PhantomData,
            out,
            state,
            value,
        })
}

fn boxed<T: Clone + std::fmt::Debug + 'static>(of: BoxedStrategy<T>) -> impl Strategy<Value = Box1<T>> {
    let leaf = of.clone().prop_map(|of| Box1 { of, more: Vec::new() });
    leaf.prop_recursive(3, 8, 3, move |inner| {
        (of.clone(), prop::collection::vec(inner, 0..3)).prop_map(|(of, more)| Box1 { of, more })
    })
}

fn model() -> impl Strategy<Value = Model<u64>> {
    let left = prop::collection::vec(-1e30_f32..1e30, 0..5);
    prop_oneof![
        Just(Model::None),
        any::<u64>().prop_map(Model::One),
        (left, boxed(any::<u64>().boxed()))
            .prop_map(|(left, right)| Model::Two { left: Array1::from(left), right }),
        (-1.0..1.0_f64, prop::collection::vec(".{0,4}", 0..3))
            .prop_map(|(number, words)| Model::Type(Tuple(number, words, Unit), Unit)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_was_saved_is_loaded(all in (named(), prop::collection::vec(model(), 0..4))) {
        prop_assert_eq!(&loaded::<All>(&saved(&all)).expect("it was saved"), &all);
    }

    /// A mutated file is an error or another value, which can then be saved.
    #[test]
    fn mutated_files_do_no_harm(
        all in (named(), prop::collection::vec(model(), 0..3)),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut header = super::hostile::header_of(&saved(&all));
        for (at, byte) in changes {
            let at = at.index(header.0.len());
            header.0[at] = byte;
        }
        if let Ok(other) = loaded::<All>(&super::hostile::forged(&header.0, &header.1)) {
            prop_assert!(to_bytes(&described(), &other).is_ok());
        }
    }
}

#[test]
fn the_names_in_the_file_are_those_of_the_fields() {
    let all: All = (
        Named {
            r#type: 0.5,
            pairs: [(1.0, 2), (3.0, 4)],
            words: Words { words: BTreeMap::new() },
            nothing: PhantomData,
            out: 1,
            state: 2,
            value: Some(Box1 { of: 1.0, more: Vec::new() }),
        },
        vec![Model::None, Model::Type(Tuple(0.5, Vec::new(), Unit), Unit)],
    );
    let bytes = saved(&all);
    let header = String::from_utf8(super::hostile::header_of(&bytes).0).expect("text");
    for part in [
        r#"\"0.type\":0.5"#,
        r#"\"0.pairs.len\":2"#,
        r#"\"0.pairs.1.0\":3.0"#,
        r#"\"0.words\":{\"words\":{}}"#,
        r#"\"0.nothing\":null"#,
        r#"\"0.out\":1"#,
        r#"\"0.step.some.of\":1.0"#,
        r#"\"1.0.variant\":\"None\""#,
        r#"\"1.1.variant\":\"Type\""#,
        r#"\"1.1.0.0\":0.5"#,
        r#"\"1.1.1\":1"#,
    ] {
        assert!(header.contains(part), "{part} is not in {header}");
    }
}

/// The form of a type in three versions of a program.
mod versions {
    use super::*;

    #[derive(Debug, PartialEq, Save)]
    #[save(crate = crate)]
    pub(super) struct First {
        pub(super) rows: u64,
    }

    #[derive(Debug, PartialEq, Save)]
    #[save(crate = crate, version = 2, oldest = 1)]
    pub(super) struct Second {
        pub(super) rows: u64,
        #[save(since = 2, default = 0.5)]
        pub(super) share: f64,
    }

    #[derive(Debug, PartialEq, Save)]
    #[save(crate = crate, version = 3, oldest = 2)]
    pub(super) struct Third {
        #[save(name = "rows")]
        pub(super) count: u64,
        pub(super) share: f64,
        #[save(plain, since = 3)]
        pub(super) names: Vec<String>,
    }
}

#[test]
fn older_files_are_read_as_declared() {
    use versions::{First, Second, Third};
    let first = saved(&First { rows: 7 });
    assert_eq!(loaded::<Second>(&first).expect("older"), Second { rows: 7, share: 0.5 });
    let error = loaded::<Third>(&first).expect_err("too old").to_string();
    assert!(error.contains("its state has version 1, but this program reads 2 to 3"), "{error}");
    let second = saved(&Second { rows: 7, share: 0.25 });
    assert_eq!(loaded::<Second>(&second).expect("the same"), Second { rows: 7, share: 0.25 });
    let third = Third { count: 7, share: 0.25, names: Vec::new() };
    assert_eq!(loaded::<Third>(&second).expect("older"), third);
    let error = loaded::<Second>(&saved(&third)).expect_err("newer").to_string();
    assert!(error.contains("was saved by a newer program"), "{error}");
    let manifest = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(r#"\"versions\":{\"\":3}"#);
    assert!(manifest(&saved(&third)) && !manifest(&second));
    assert_eq!((First::VERSION, First::OLDEST, Second::OLDEST, Third::OLDEST), (1, 1, 1, 2));
}

#[derive(Debug, PartialEq, Save)]
#[save(crate = crate, check = Self::check)]
struct Square {
    sides: Array2<f64>,
}

impl Square {
    fn check(&self) -> Result<()> {
        if self.sides.is_square() {
            return Ok(());
        }
        Err(Error::new(format!("`sides` must be square, got {:?}", self.sides.dim())))
    }
}

/// The same form without the check, as a forger would write it.
#[derive(Save)]
#[save(crate = crate)]
struct Rectangle {
    sides: Array2<f64>,
}

#[test]
fn a_check_is_called_before_saving_and_after_loading() {
    let sides = |rows, columns| Array2::<f64>::zeros((rows, columns));
    let square = Square { sides: sides(2, 2) };
    assert_eq!(loaded::<Square>(&saved(&square)).expect("square"), square);
    let not_square = "`sides` must be square, got (2, 3)";
    let error = to_bytes(&described(), &Square { sides: sides(2, 3) }).expect_err("not square").to_string();
    assert_eq!(error, not_square);
    let error =
        loaded::<Square>(&saved(&Rectangle { sides: sides(2, 3) })).expect_err("not square").to_string();
    assert!(error.ends_with(not_square), "{error}");
}

#[derive(Debug, PartialEq, Save)]
#[save(crate = crate)]
enum Fewer {
    None,
    One(u64),
}

#[test]
fn an_unknown_variant_is_named() {
    let of = |model: Model<u64>| loaded::<Fewer>(&saved(&model));
    assert_eq!(of(Model::One(3)).expect("both have it"), Fewer::One(3));
    assert_eq!(of(Model::None).expect("both have it"), Fewer::None);
    let error = of(Model::Type(Tuple(0.5, Vec::new(), Unit), Unit)).expect_err("one has it").to_string();
    assert!(
        error.starts_with("variant: is the variant \"Type\" in the file, but the program has `None`, `One`;"),
        "{error}"
    );
}

#[derive(Debug, Serialize, Deserialize)]
struct Forgetful {
    #[serde(skip_serializing, default)]
    lost: u8,
    #[serde(rename(serialize = "a"), default)]
    moved: u8,
}

#[derive(Debug, Save)]
#[save(crate = crate)]
struct WithForgetful {
    #[save(plain)]
    inner: Forgetful,
}

#[test]
fn plain_fields_are_compared_with_what_is_read_back() {
    let inner = Forgetful { lost: 0, moved: 3 };
    assert!(inner.lost == 0);
    let error = to_bytes(&described(), &WithForgetful { inner }).expect_err("it is lost").to_string();
    assert_eq!(error, "inner: would be read back as another value by its `Deserialize`");
}

#[test]
fn a_unit_has_a_version_alone() {
    let bytes = saved(&(Unit,));
    assert_eq!(from_bytes::<(Unit,)>(&bytes, &described()).expect("saved"), (Unit,));
    let folder = std::env::temp_dir().join(format!("shapeflow-derived-{}.safetensors", std::process::id()));
    std::fs::write(&folder, &bytes).expect("writes");
    assert!(Manifest::read(&folder).expect("a manifest").arrays.is_empty());
    std::fs::remove_file(&folder).expect("removes");
}
