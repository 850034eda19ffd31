//! [`Compressed`]: products with a sparse matrix, by rows or by columns.
//!
//! Invariant: a line is computed by one thread, in the order of its places, so every sum has the same bits on any number of threads.

use std::ops::Range;

use ndarray::parallel::prelude::*;

use crate::step::on_threads_of_run;

/// The number of stored values of a block that justifies a thread.
const BLOCK_VALUES: usize = 1 << 14;

/// Stored values line by line, and the lines in blocks with about the same number of values.
pub(crate) struct Compressed {
    starts: Vec<usize>,
    places: Vec<u32>,
    values: Vec<f64>,
    blocks: Vec<Range<usize>>,
}

impl Compressed {
    /// Creates it from lines that start at `starts`, the last of which is the end, with their places and values.
    pub(crate) fn new(starts: Vec<usize>, places: Vec<u32>, values: Vec<f64>) -> Self {
        let lines = starts.len().saturating_sub(1);
        let (mut blocks, mut first) = (Vec::new(), 0);
        for line in 0..lines {
            // A line has work of its own: its softmax, or its penalty.
            if starts[line + 1] - starts[first] + line - first >= BLOCK_VALUES || line + 1 == lines {
                blocks.push(first..line + 1);
                first = line + 1;
            }
        }
        Self { starts, places, values, blocks }
    }

    /// Returns the same values by their places.
    pub(crate) fn transposed(&self, count: usize) -> Self {
        let mut starts = vec![0; count + 1];
        for &place in &self.places {
            starts[place as usize + 1] += 1;
        }
        for place in 0..count {
            starts[place + 1] += starts[place];
        }
        let mut next = starts.clone();
        let (mut places, mut values) = (vec![0; self.places.len()], vec![0.0; self.values.len()]);
        for (line, pair) in self.starts.windows(2).enumerate() {
            for at in pair[0]..pair[1] {
                let to = &mut next[self.places[at] as usize];
                places[*to] = line as u32;
                values[*to] = self.values[at];
                *to += 1;
            }
        }
        Self::new(starts, places, values)
    }

    /// Returns the places of a line and their values.
    pub(crate) fn line(&self, line: usize) -> impl Iterator<Item = (usize, f64)> + Clone {
        let range = self.starts[line]..self.starts[line + 1];
        self.places[range.clone()]
            .iter()
            .zip(&self.values[range])
            .map(|(&place, &value)| (place as usize, value))
    }

    /// Adds to `sum` the rows of `matrix` at the places of a line, times its values.
    #[inline]
    pub(crate) fn add_line<const C: usize>(&self, line: usize, matrix: &[[f64; C]], sum: &mut [f64; C]) {
        let range = self.starts[line]..self.starts[line + 1];
        for (&place, &value) in self.places[range.clone()].iter().zip(&self.values[range]) {
            for (sum, entry) in sum.iter_mut().zip(&matrix[place as usize]) {
                *sum += value * entry;
            }
        }
    }

    /// Calls `work` with the blocks of lines and the parts of `out` that belong to them, in parallel if there are several.
    pub(crate) fn each_block<T: Send, R: Send>(
        &self,
        mut out: &mut [T],
        work: impl Fn(Range<usize>, &mut [T]) -> R + Sync,
    ) -> Vec<R> {
        let mut parts = Vec::with_capacity(self.blocks.len());
        for block in &self.blocks {
            let (part, rest) = out.split_at_mut(block.len());
            parts.push((block.clone(), part));
            out = rest;
        }
        if parts.len() < 2 {
            return parts.into_iter().map(|(block, part)| work(block, part)).collect();
        }
        on_threads_of_run(|| parts.into_par_iter().map(|(block, part)| work(block, part)).collect())
    }
}
