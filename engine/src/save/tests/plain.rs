//! Plain data: lists, maps and enums by serde, without silent loss.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{described, loaded, saved};
use crate::Result;
use crate::save::{PlainState, Reader, Save, Writer, to_bytes};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Penalty {
    None,
    Ridge(f64),
    Elastic { ratio: f32, per_class: BTreeMap<u8, f64> },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Options {
    penalties: Vec<Penalty>,
    limit: Option<f64>,
    wide: i128,
    name: String,
}

impl PlainState for Options {
    const VERSION: u32 = 4;
}

fn options() -> Options {
    let per_class = BTreeMap::from([(0, 0.1), (7, 1e-300)]);
    Options {
        penalties: vec![Penalty::None, Penalty::Ridge(0.3), Penalty::Elastic { ratio: 0.1, per_class }],
        limit: None,
        wide: i128::MIN,
        name: "größer".to_owned(),
    }
}

#[test]
fn enums_maps_and_options_come_back() {
    assert_eq!(loaded::<Options>(&saved(&options())).expect("it was saved"), options());
}

#[test]
fn values_that_json_cannot_hold_are_errors_while_saving() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let in_an_option = Options { limit: Some(number), ..options() };
        let error = to_bytes(&described(), &(1_u8, in_an_option)).expect_err("JSON has none of them");
        assert!(error.to_string().starts_with("1: cannot be saved as plain data: JSON has no "), "{error}");
        let in_an_enum = Options { penalties: vec![Penalty::Ridge(number)], ..options() };
        assert!(to_bytes(&described(), &in_an_enum).is_err());
        let per_class = BTreeMap::from([(1, number)]);
        let in_a_map = Penalty::Elastic { ratio: 0.0, per_class };
        assert!(to_bytes(&described(), &Options { penalties: vec![in_a_map], ..options() }).is_err());
    }
}

#[test]
fn an_option_within_an_option_is_an_error_where_json_has_one_null() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Wrapped<T>(T);
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Unit;
    impl PlainState for Wrapped<Vec<Option<Option<u8>>>> {}
    impl PlainState for Wrapped<Option<Wrapped<Option<u8>>>> {}
    impl PlainState for Wrapped<Option<Unit>> {}
    let kept = Wrapped(vec![None, Some(Some(1))]);
    assert_eq!(loaded::<Wrapped<Vec<Option<Option<u8>>>>>(&saved(&kept)).expect("it was saved"), kept);
    assert!(to_bytes(&described(), &Wrapped(vec![Some(None::<u8>)])).is_err());
    assert!(to_bytes(&described(), &Wrapped(Some(Wrapped(None::<u8>)))).is_err());
    assert!(to_bytes(&described(), &Wrapped(Some(Unit))).is_err());
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Chain {
    next: Option<Box<Chain>>,
}
impl PlainState for Chain {}

#[test]
fn data_too_deep_to_be_read_is_not_written() {
    let chain =
        |depth| (0..depth).fold(Chain { next: None }, |inner, _| Chain { next: Some(Box::new(inner)) });
    assert!(to_bytes(&described(), &chain(20)).is_ok());
    let error = to_bytes(&described(), &chain(1000)).expect_err("too deep");
    assert!(error.to_string().contains("nested deeper than 100 levels"), "{error}");
}

#[test]
fn serde_implementations_that_disagree_are_found_while_saving() {
    #[derive(Serialize, Deserialize)]
    struct Forgetful {
        #[serde(skip_serializing)]
        #[expect(dead_code, reason = "its absence is the test")]
        needed: u8,
    }
    impl PlainState for Forgetful {}
    let error = to_bytes(&described(), &Forgetful { needed: 1 }).expect_err("it cannot be read");
    assert!(error.to_string().contains("missing field `needed`"), "{error}");
}

#[test]
fn names_are_checked() {
    struct Named(&'static str, &'static str);
    impl Save for Named {
        const VERSION: u32 = 1;
        fn save(&self, out: &mut Writer<'_>) -> Result<()> {
            out.field(self.0, &vec![1_u8])?;
            out.field(self.1, &vec![2_u8])
        }
        fn load(_: &mut Reader<'_>) -> Result<Self> {
            Ok(Self("", ""))
        }
    }
    let says =
        |first, second| to_bytes(&described(), &Named(first, second)).expect_err("a bad name").to_string();
    assert!(says("a", "a").contains("`a` is written twice"));
    assert!(says("a", "").contains("is empty or contains a dot"));
    assert!(says("a.b", "c").contains("is empty or contains a dot"));
    assert!(says("a\n", "c").contains("control character"));
    let error = to_bytes(&described(), &vec![1_u8]).expect_err("no name");
    assert!(error.to_string().contains("an array needs a name"), "{error}");
    // safetensors reserves the name, and its header would have it twice.
    assert!(says("__metadata__", "c").contains("reserves"));
}

/// State with this many levels of nested parts.
struct Levels(u8);

impl Save for Levels {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        if self.0 == 0 { Ok(()) } else { out.field("in", &Levels(self.0 - 1)) }
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        state.field::<Self>("in").map(|inner| Self(inner.0.saturating_add(1)))
    }
}

#[test]
fn nested_parts_have_a_limit() {
    assert!(to_bytes(&described(), &Levels(64)).is_ok());
    let error = to_bytes(&described(), &Levels(65)).expect_err("too deep");
    assert!(error.to_string().contains("nested deeper than 64 levels"), "{error}");
    // `load` always reads one level more than the file contains.
    assert!(loaded::<Levels>(&saved(&Levels(64))).is_err());
}
