//! How long it takes to read a Parquet file of 20 columns of `f64`: `cargo bench -p shapeflow-arrow -- FILE [ROWS]` writes the file if it
//! is not there, and prints the seconds of each of seven readings: whole, then in batches.

use std::path::Path;
use std::time::Instant;

use shapeflow::batches::Source as _;
use shapeflow::prelude::*;
use shapeflow_arrow::{Parquet, write_parquet};

#[derive(Debug, Clone, PartialEq, Record)]
struct Row {
    c0: f64,
    c1: f64,
    c2: f64,
    c3: f64,
    c4: f64,
    c5: f64,
    c6: f64,
    c7: f64,
    c8: f64,
    c9: f64,
    c10: f64,
    c11: f64,
    c12: f64,
    c13: f64,
    c14: f64,
    c15: f64,
    c16: f64,
    c17: f64,
    c18: f64,
    c19: f64,
}

type Columns = <Row as Record>::Columns;

/// Random numbers of 53 bits, between 0 and 1.
fn column(rows: usize, seed: u64) -> ArcArray1<f64> {
    let mut state = seed;
    let numbers = (0..rows).map(|_| {
        // SplitMix64.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) >> 11) as f64 / (1_u64 << 53) as f64
    });
    numbers.collect::<Vec<f64>>().into()
}

#[expect(clippy::print_stdout, reason = "the figures")]
fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let Some(path) = arguments.next() else {
        println!("no file: `cargo bench -p shapeflow-arrow -- FILE [ROWS]`");
        return Ok(());
    };
    let rows = arguments.next().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    if !Path::new(&path).exists() {
        let of = |number| column(rows, number);
        let columns = Columns {
            c0: of(0),
            c1: of(1),
            c2: of(2),
            c3: of(3),
            c4: of(4),
            c5: of(5),
            c6: of(6),
            c7: of(7),
            c8: of(8),
            c9: of(9),
            c10: of(10),
            c11: of(11),
            c12: of(12),
            c13: of(13),
            c14: of(14),
            c15: of(15),
            c16: of(16),
            c17: of(17),
            c18: of(18),
            c19: of(19),
        };
        write_parquet(
            &Records::<Row>::new(columns)?,
            std::fs::File::create(&path).map_err(Error::from_source)?,
        )?;
    }
    let file = Parquet::open(&path);
    for _ in 0..7 {
        let start = Instant::now();
        let rows: Records<Row> = file.read()?;
        let whole = start.elapsed();
        let sum = rows.c0.sum() + rows.c19.sum();
        drop(rows);
        let start = Instant::now();
        let mut in_batches = 0.0;
        for batch in file.batches::<Records<Row>>(65_536)?.pass(0)? {
            let batch = batch?;
            in_batches += batch.c0.sum() + batch.c19.sum();
        }
        let (whole, batches) = (whole.as_secs_f64(), start.elapsed().as_secs_f64());
        println!("whole {whole:.3} s, in batches {batches:.3} s, sums {sum:.6} {in_batches:.6}");
    }
    Ok(())
}
