//! Damaged files: an error or a table, never a panic, and no memory that the file does not explain.

#[path = "../data/passenger.rs"]
mod passenger;

use passenger::{Passenger, Sex};
use shapeflow::prelude::*;
use shapeflow_arrow::{Parquet, write_parquet};

/// A column of a compressed file.
#[derive(Debug, Clone, PartialEq, Record)]
struct Row {
    number: f64,
}

/// Reads a file, and returns whether an error names it.
type Read = fn(&Parquet) -> Option<bool>;

fn told<R: Record>(file: &Parquet) -> Option<bool> {
    file.read::<Records<R>>().err().map(|error| error.to_string().starts_with("x.parquet: "))
}

/// A file of our own, and those of pyarrow that the features read.
fn files() -> Vec<(Vec<u8>, Read)> {
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
    let mut files: Vec<(Vec<u8>, Read)> = vec![
        (file, told::<Passenger>),
        (include_bytes!("../data/passengers.parquet").to_vec(), told::<Passenger>),
    ];
    let codecs: [(bool, &[u8]); 4] = [
        (cfg!(feature = "gzip"), include_bytes!("../data/gzip.parquet")),
        (cfg!(feature = "lz4"), include_bytes!("../data/lz4.parquet")),
        (cfg!(feature = "brotli"), include_bytes!("../data/brotli.parquet")),
        (cfg!(feature = "zstd"), include_bytes!("../data/zstd.parquet")),
    ];
    let codecs = codecs.into_iter().filter(|(is_read, _)| *is_read);
    files.extend(codecs.map(|(_, file)| -> (Vec<u8>, Read) { (file.to_vec(), told::<Row>) }));
    files
}

#[test]
fn a_damaged_file_is_read_or_refused() {
    let mut problems = Vec::new();
    // The decoder checks some of its input by panics, which are caught; a backtrace would need memory of its own.
    std::panic::set_hook(Box::new(|_| {}));
    for (which, (file, told)) in files().into_iter().enumerate() {
        let (most, _) = read(&file, told);
        let mut check = |bytes: &[u8], what: String| match std::panic::catch_unwind(|| read(bytes, told)) {
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

/// A page that claims a megabyte in a file of a kilobyte: the format or the metadata contradicts it.
#[test]
fn a_page_claims_no_more_than_its_column_has() {
    for (mut file, told) in files().into_iter().skip(2) {
        // The type of the page, and its size when it is unpacked: 16,000 and some, in three bytes.
        assert_eq!(file[4..7], [0x15, 0x00, 0x15]);
        file[7..10].copy_from_slice(&[0xFE, 0xFF, 0x7F]);
        let (used, is_named) = read(&file, told);
        assert_eq!(is_named, Some(true));
        assert!(used < 1 << 18, "{used} bytes of memory for a file of {}", file.len());
    }
}

/// Reads a file, and returns the memory that it needed, and whether an error names the file.
fn read(bytes: &[u8], told: Read) -> (u64, Option<bool>) {
    let file = Parquet::of_bytes(bytes).called("x.parquet");
    let mut error = None;
    let info = allocation_counter::measure(|| error = told(&file));
    (info.bytes_max, error)
}
