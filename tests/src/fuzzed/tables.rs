//! Texts of comma-separated values.

use shapeflow::batches::Source as _;
use shapeflow::prelude::*;
use shapeflow::records::Nullable;
use shapeflow::sources::{BadCells, Csv, to_csv};

/// A field of each kind.
#[derive(Debug, Clone, PartialEq, Record)]
struct Row {
    number: Option<f64>,
    whole: Option<i32>,
    text: Option<String>,
    town: Option<Category>,
    kind: Option<Kind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Category)]
enum Kind {
    Small,
    Large,
}

/// Valid texts.
pub const TABLES: [&str; 4] = [
    "number,whole,text,town,kind\n1.5,-2,\"a, \"\"b\"\"\",Oslo,Small\n,,,,\nNaN,2147483647,\"\n\",Rome,Large\n",
    "kind;town;text;whole;number;more\r\nSmall;;x;1;1e300;y\r\n",
    "\u{feff}number,whole,text,town,kind\n-0.0,0,\"\",\"\",\n",
    "number,whole,text,town,kind\nx,1,2,3,4\n1,2\n1,2,3,4,Medium\n",
];

/// Reads a table in each way, and writes what was read.
///
/// # Panics
/// Two ways to read differ, or what was written is not read again.
pub fn table(bytes: &[u8]) {
    for policy in [BadCells::Fail, BadCells::Missing, BadCells::DropRow] {
        let file = Csv::of_text(bytes).missing(["NA"]).bad_cells(policy);
        let Ok((rows, counts)) = file.read_counted::<Records<Row>>() else { continue };
        assert_eq!(counts.read, rows.len() + counts.dropped);
        let parts =
            file.batches::<Records<Row>>(2).and_then(|batches| batches.pass(0)?.collect::<Result<Vec<_>>>());
        let parts: Vec<Row> = parts.expect("as the whole").iter().flat_map(Records::iter).collect();
        same(&rows, &parts.into());
        let written = to_csv(&rows).expect("a text takes everything");
        same(&rows, &Csv::of_text(written).read().expect("what was written"));
    }
}

/// The bits of the numbers, because a NaN differs from itself.
fn same(one: &Records<Row>, other: &Records<Row>) {
    let bits = |numbers: &Nullable<f64>| -> Vec<Option<u64>> {
        numbers
            .iter()
            .map(|number| number.map(|number| if number.is_nan() { 0 } else { number.to_bits() }))
            .collect()
    };
    assert_eq!(bits(&one.number), bits(&other.number));
    assert_eq!(
        (&one.whole, &one.text, &one.town, &one.kind),
        (&other.whole, &other.text, &other.town, &other.kind)
    );
}
