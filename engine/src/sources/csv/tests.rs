//! Reading and writing: round trips, policies, errors, and another reader as the reference.

use std::io::Read;

use proptest::prelude::*;

use super::*;
use crate::Result;
use crate::records::{Category, Nullable, Records};
use crate::sources::tally::{BadCells, Counts};

mod derived {
    use crate::records::{Category, Record};

    #[derive(Debug, Clone, PartialEq, Record)]
    #[record(crate = crate)]
    pub(super) struct Row {
        pub(super) text: String,
        #[record(name = "a number")]
        pub(super) number: f64,
        pub(super) small: Option<f32>,
        pub(super) whole: i64,
        pub(super) flag: Option<bool>,
        pub(super) town: Option<Category>,
    }

    #[derive(Debug, Clone, PartialEq, Record)]
    #[record(crate = crate)]
    pub(super) struct One {
        pub(super) a: Option<u8>,
    }
}
use derived::{One, Row};

fn read(text: &str) -> Result<Vec<One>> {
    Csv::of_text(text).called("ones.csv").read::<Records<One>>().map(|records| records.iter().collect())
}

fn message(text: &str) -> String {
    read(text).expect_err(text).to_string()
}

#[test]
fn cells_lines_and_marks() {
    let ones = |cells: &[Option<u8>]| cells.iter().map(|&a| One { a }).collect::<Vec<_>>();
    for text in [
        "a\n1\n2\n",
        "a\r\n1\r\n2\r\n",
        "a\r\n1\r\n2\r",
        "a\r\n1\r\n\"2\"\r",
        "\u{feff}a\n1\n2",
        "\"a\"\n\"1\"\n2",
        "b,a\nx,1\n\n\"x\ny\",2\n",
    ] {
        assert_eq!(read(text).expect(text), ones(&[Some(1), Some(2)]), "{text:?}");
    }
    // In a file of one column, an empty line is a missing value.
    assert_eq!(read("a\n1\n\n2\n").expect("empty"), ones(&[Some(1), None, Some(2)]));
    assert_eq!(read("a\n").expect("no rows"), []);
    assert_eq!(read("a").expect("no rows"), []);
}

#[test]
fn each_mistake_is_told_with_its_place() {
    let help = "\ncorrect the file, or say what to do with such cells: `.missing([\"NA\"])`, `.bad_cells(BadCells::DropRow)`";
    assert_eq!(
        message("a\n1\n256\n"),
        format!("ones.csv:3: column `a`: `256` is not a u8 (1 bad cell in 2 rows){help}")
    );
    assert_eq!(
        message("a,b\n\"1\",\"x\n\"\n\"\",\n 2,\n"),
        format!(
            "ones.csv:4: column `a`: `` is not a u8 (2 bad cells in 3 rows)\nones.csv:5: column `a`: ` 2` is not a u8{help}"
        )
    );
    assert_eq!(
        message("a\n1,2\n"),
        format!("ones.csv:2: 2 cells, but the header has 1 (1 bad cell in 1 row){help}")
    );
    assert_eq!(
        message("a\n\"1\n2\n"),
        "ones.csv:2: a quote is not closed: write `\"\"` for a quote in a quoted cell"
    );
    assert!(message("a\n\"1\"2\n").starts_with("ones.csv:2: text after the closing quote"));
    assert!(message("").starts_with("ones.csv: the file is empty"));
    let many = message(&format!("a\n{}", "x\n".repeat(30)));
    assert!(many.contains("(30 bad cells in 30 rows)") && many.contains("\n.. and 10 more\n"), "{many}");
    assert_eq!(many.lines().count(), 22);
    let bytes = Csv::of_text(b"a\n\xff\n".to_vec()).read::<Records<One>>().expect_err("not UTF-8");
    assert!(bytes.to_string().contains("is not UTF-8 (1 bad cell in 1 row)"), "{bytes}");
    assert!(
        Csv::open("no/such.csv")
            .read::<Records<One>>()
            .expect_err("no file")
            .to_string()
            .contains("cannot be opened")
    );
    assert!(Csv::of_text("a").delimiter('"').is_err() && Csv::of_text("a").delimiter('é').is_err());
}

#[test]
fn columns_that_do_not_match_are_a_table() {
    let table = "ones.csv: a column does not match the record\n  column  wanted      found\n  ";
    let help = "did you mean `A`? (`#[record(name = \"A\")]` before the field says so)";
    assert_eq!(message("A\n1\n"), format!("{table}`a`     Option<u8>  no such column: {help}"));
    assert_eq!(
        message("x,y\n1,2\n"),
        format!("{table}`a`     Option<u8>  no such column\nthe file has `x`, `y`")
    );
    assert_eq!(message("a,a\n1,2\n"), format!("{table}`a`     Option<u8>  two columns of this name"));
    assert_eq!(
        message("b,a,b,b\n1,2,3,4\n"),
        "ones.csv: a column does not match the record\n  column  wanted    found\n  `b`     no field  two columns of this name"
    );
    // Spreadsheets write columns without names.
    assert_eq!(read(",a,,\n1,2,3,\n").expect("no field without a name"), [One { a: Some(2) }]);
    let strict =
        |text: String| Csv::of_text(text).strict().read::<Records<One>>().expect_err("strict").to_string();
    assert_eq!(
        strict("a,b\n1,2\n".to_owned()),
        "text: a column does not match the record\n  column  wanted    found\n  `b`     no field  text"
    );
    let header: String = (0..30).map(|column| format!(",{column}{}", "long".repeat(100))).collect();
    let wide = strict(format!("a{header}\n"));
    assert!(wide.ends_with("\n.. and 10 more") && wide.len() < 3_000, "{wide}");
}

#[test]
fn another_delimiter_is_guessed_from_the_header() {
    let help = "if that is the delimiter, write `.delimiter(';')?`";
    assert!(message("a;b\n1;2\n").ends_with(help), "{}", message("a;b\n1;2\n"));
    let tabs = Csv::of_text("a,b\n1,2\n").delimiter('\t').expect("one byte").read::<Records<One>>();
    assert!(tabs.expect_err("one column").to_string().ends_with("write `.delimiter(',')?`"));
    assert!(!message("x\n1\n").contains("delimiter"));
}

#[test]
fn policies_are_counted() {
    let file = Csv::of_text("a;b\nx;1\n?;2\n3;4;5\n7;8\n").delimiter(';').expect("one byte").missing(["?"]);
    assert!(file.read::<Records<One>>().is_err());
    let (rows, counts) =
        file.clone().bad_cells(BadCells::DropRow).read_counted::<Records<One>>().expect("dropped");
    assert_eq!(
        (&rows.a, counts),
        (&Nullable::from(vec![None, Some(7)]), Counts { read: 4, dropped: 2, missing: 0 })
    );
    let file = Csv::of_text("a\nx\n7\n").bad_cells(BadCells::Missing);
    let (rows, counts) = file.read_counted::<Records<One>>().expect("missing");
    assert_eq!(
        (&rows.a, counts),
        (&Nullable::from(vec![None, Some(7)]), Counts { read: 2, dropped: 0, missing: 1 })
    );
}

#[test]
fn categories_share_their_texts() {
    let text = "text,a number,small,whole,flag,town\n,1,,1,,Oslo\n,1,,1,,Oslo\n,1,,1,,\n";
    let error = Csv::of_text(text).read::<Records<Row>>().expect_err("texts are not missing").to_string();
    assert!(
        error.starts_with("text:2: column `text`: a missing value, but a String is always there"),
        "{error}"
    );
    let rows: Records<Row> = Csv::of_text(text.replace("\n,", "\n\"\",")).read().expect("three rows");
    let towns: Vec<Option<&Category>> = rows.town.iter().collect();
    assert_eq!(towns, [Some(&"Oslo".into()), Some(&"Oslo".into()), None]);
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let text = prop_oneof![any::<String>(), "[a\",;\n\r x]{0,6}"];
    let town = proptest::option::of("[ab\",\n]{0,3}");
    let number =
        prop_oneof![any::<f64>(), Just(-0.0), Just(f64::NAN), Just(f64::MIN_POSITIVE), Just(f64::INFINITY)];
    let row = (
        text,
        number,
        any::<Option<f32>>(),
        prop_oneof![any::<i64>(), Just(i64::MIN)],
        any::<Option<bool>>(),
        town,
    );
    let row = row.prop_map(|(text, number, small, whole, flag, town)| Row {
        text,
        number,
        small,
        whole,
        flag,
        town: town.map(Category::from),
    });
    prop::collection::vec(row, 0..12)
}

/// The bits of the numbers, because a NaN differs from itself.
fn bits(rows: &[Row]) -> Vec<(u64, Option<u32>)> {
    rows.iter().map(|row| (row.number.to_bits(), row.small.map(f32::to_bits))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn written_rows_are_read_again(rows in rows(), size in 1_usize..5) {
        let text = to_csv(&Records::from(rows.clone())).expect("a text takes everything");
        for text in [text.clone(), format!("\u{feff}{text}")] {
            let file = Csv::of_text(text);
            let again: Vec<Row> = file.read::<Records<Row>>().expect("what was written").iter().collect();
            // The payload of a NaN is not part of its text.
            let canonical = |rows: &[Row]| -> Vec<Row> {
                rows.iter().cloned().map(|row| Row { number: if row.number.is_nan() { f64::NAN } else { row.number },
                    small: row.small.map(|small| if small.is_nan() { f32::NAN } else { small }), ..row }).collect()
            };
            prop_assert_eq!(bits(&canonical(&again)), bits(&canonical(&rows)));
            prop_assert_eq!(again.len(), rows.len());
            for (again, row) in again.iter().zip(&rows) {
                prop_assert_eq!((&again.text, again.whole, again.flag, &again.town), (&row.text, row.whole, row.flag, &row.town));
            }
            use crate::batches::Source as _;
            let batches = file.batches::<Records<Row>>(size).expect("a size");
            let parts: Vec<Records<Row>> = batches.pass(0).expect("a pass").collect::<Result<_>>().expect("the same rows");
            prop_assert_eq!(parts.iter().map(Records::len).sum::<usize>(), rows.len());
            prop_assert!(parts.iter().rev().skip(1).all(|part| part.len() == size));
        }
    }

    /// The crate `csv` reads the same cells, where both read.
    #[test]
    fn cells_are_those_of_another_reader(text in "[a1\",\n\r]{0,40}", block in 1_usize..9) {
        let mut scanner = scanner::Scanner::new(Small(text.as_bytes(), block), b',');
        let (mut fields, mut ours) = (scanner::Fields::default(), Vec::new());
        while let Ok(true) = scanner.next(&mut fields) {
            if !fields.is_blank() {
                let cells = (0..fields.len()).map(|at| scanner.field(&fields, at).unwrap_or_default().0.to_vec());
                ours.push(cells.collect::<Vec<_>>());
            }
        }
        // It takes a lone `\r` as the end of a line, and text after a closing quote as a part of the cell.
        let is_common = !text.replace("\r\n", "").contains('\r') && scanner.next(&mut fields).is_ok();
        if is_common {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<Vec<u8>>> = reader
                .byte_records()
                .map(|record| record.expect("a text in memory").iter().map(<[u8]>::to_vec).collect())
                .collect();
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Csv::of_text(bytes.clone()).read::<Records<One>>();
        let mut with_header = b"a,b\n".to_vec();
        with_header.extend(bytes);
        let _ = Csv::of_text(with_header).bad_cells(BadCells::DropRow).read::<Records<One>>();
    }
}

/// A text that is read a few bytes at a time.
struct Small<'a>(&'a [u8], usize);

impl Read for Small<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(out.len()).min(self.0.len());
        let (now, later) = self.0.split_at(count);
        out[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}
