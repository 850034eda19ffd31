//! Damaged files: an error or a table, never a panic, and no memory that the file does not explain.

use shapeflow::prelude::*;
use shapeflow_arrow::{Parquet, write_parquet};

#[derive(Debug, Clone, Copy, PartialEq, Category)]
enum Sex {
    #[category(name = "female")]
    Female,
    #[category(name = "male")]
    Male,
}

/// Numbers, missing values, texts.
#[derive(Debug, Clone, PartialEq, Record)]
struct Passenger {
    age: Option<f32>,
    fare: f64,
    #[record(name = "class")]
    class: u8,
    sex: Sex,
    port: Option<Category>,
}

/// A file of our own and one of pyarrow.
fn files() -> [Vec<u8>; 2] {
    let rows: Vec<Passenger> = (0..40_u8)
        .map(|row| Passenger {
            age: (row % 3 > 0).then_some(row.into()),
            fare: f64::from(row) / 7.0,
            class: row % 3,
            sex: if row % 2 == 0 { Sex::Female } else { Sex::Male },
            port: (row % 5 > 0).then(|| ["S", "Q"][usize::from(row % 2)].into()),
        })
        .collect();
    let mut file = Vec::new();
    write_parquet(&Records::from(rows), &mut file).expect("written");
    [file, include_bytes!("../data/passengers.parquet").to_vec()]
}

#[test]
fn a_damaged_file_is_read_or_refused() {
    let mut problems = Vec::new();
    // The decoder checks some of its input by panics, which are caught; a backtrace would need memory of its own.
    std::panic::set_hook(Box::new(|_| {}));
    for (which, file) in files().into_iter().enumerate() {
        let (most, _) = read(&file);
        let mut check = |bytes: &[u8], what: String| match std::panic::catch_unwind(|| read(bytes)) {
            // A page that is damaged within its limits can be larger than it was.
            Ok((used, None | Some(true))) if used < most + 10 * file.len() as u64 + (1 << 18) => {}
            other => problems.push(format!("{what} of file {which}: {other:?}, {most} bytes undamaged")),
        };
        for at in 0..file.len() {
            check(&file[..at], format!("cut at {at}"));
            for change in [1 << (at % 8), 0x80, 0xFF] {
                let mut bytes = file.clone();
                bytes[at] ^= change;
                check(&bytes, format!("byte {at} changed by {change:#x}"));
            }
        }
    }
    let _ = std::panic::take_hook();
    assert_eq!(problems, [""; 0]);
}

/// Reads a file, and returns the memory that it needed, and whether an error names the file.
fn read(bytes: &[u8]) -> (u64, Option<bool>) {
    let file = Parquet::of_bytes(bytes).called("x.parquet");
    let mut told = None;
    let info = allocation_counter::measure(|| {
        told =
            file.read::<Records<Passenger>>().err().map(|error| error.to_string().starts_with("x.parquet: "));
    });
    (info.bytes_max, told)
}
