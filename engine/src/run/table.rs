//! Displays a timeline as a table: a line per node, with a bar for the time in which it ran.
//!
//! Invariant: columns are as wide as their widest cell; every node has a bar of at least one character.

use std::fmt;
use std::time::Duration;

use super::timeline::{NodeTime, Timeline};

const BAR: usize = 24;

impl fmt::Display for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nodes = self.nodes();
        let total = self.total();
        let head = ["path", "phase", "ms", "thread", "rows", "bytes"].map(str::to_owned);
        let rows: Vec<_> = std::iter::once(head).chain(nodes.iter().map(cells)).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: [usize; 6] = std::array::from_fn(width);
        let whens = std::iter::once(format!("{:.3} ms in all", total.as_secs_f64() * 1e3))
            .chain(nodes.iter().map(|node| bar(node, total)));

        for (row, when) in rows.iter().zip(whens) {
            for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
                // Text is left-aligned, numbers are right-aligned.
                if column < 2 {
                    write!(f, "{cell:<width$}  ")?;
                } else {
                    write!(f, "{cell:>width$}  ")?;
                }
            }
            writeln!(f, "{when}")?;
        }
        Ok(())
    }
}

fn cells(node: &NodeTime) -> [String; 6] {
    let or_dash = |number: Option<usize>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let time = match node.end {
        Some(_) => format!("{:.3}", node.time().as_secs_f64() * 1e3),
        None => "runs".to_owned(),
    };
    let phase = node.phase.to_string();
    [node.path.clone(), phase, time, or_dash(node.thread), or_dash(node.rows), human(node.bytes)]
}

/// `....####....`, followed by the failure, if there is one.
fn bar(node: &NodeTime, total: Duration) -> String {
    let column = |at: Duration| (at.as_nanos() * BAR as u128 / total.as_nanos().max(1)) as usize;
    let from = column(node.start).min(BAR - 1);
    let to = column(node.end.unwrap_or(total)).clamp(from + 1, BAR);
    let mut bar = ".".repeat(from) + &"#".repeat(to - from) + &".".repeat(BAR - to);
    if let Some(failure) = &node.failure {
        bar.push_str("  failed: ");
        bar.push_str(failure);
    }
    bar
}

fn human(bytes: usize) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let mut size = bytes as f64 / 1024.0;
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.1} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use ndarray::{ArcArray, Ix2};

    use super::*;
    use crate::Phase;
    use crate::step::{Event, EventKind, Measure, Observer};

    #[test]
    fn a_table_shows_when_each_node_ran() {
        let timeline = Timeline::new();
        let origin = Instant::now();
        let image = ArcArray::<f32, Ix2>::zeros((1797, 64));
        let outputs = [Measure::of_array(&image).expect("two axes")];
        let tell = |path, phase, thread, ms, kind| {
            let at = origin + Duration::from_millis(ms);
            timeline.event(&Event { path, phase, at, thread, kind });
        };
        tell("digits.scale", Phase::Fit, Some(0), 0, EventKind::Started);
        tell("digits.scale", Phase::Fit, Some(0), 12, EventKind::Ended { outputs: &outputs });
        tell("digits.strokes.pca", Phase::Predict, None, 12, EventKind::Started);
        tell("digits.strokes.pca", Phase::Predict, None, 24, EventKind::Failed { message: "no rows" });
        tell("digits.tail", Phase::Fit, Some(1), 18, EventKind::Started);
        let expected = "\
path                phase        ms  thread  rows      bytes  24.000 ms in all
digits.scale        fit      12.000       0  1797  449.2 KiB  ############............
digits.strokes.pca  predict  12.000       -     -        0 B  ............############  failed: no rows
digits.tail         fit        runs       1     -        0 B  ..................######
";
        assert_eq!(timeline.to_string(), expected);
        assert_eq!(timeline.total(), Duration::from_millis(24));
    }

    #[test]
    fn sizes_are_rounded_for_readers() {
        assert_eq!([0, 1023, 1024, 5 << 20].map(human), ["0 B", "1023 B", "1.0 KiB", "5.0 MiB"]);
    }
}
