//! [`Lines`]: a text file of numbers, read in batches.
//!
//! Invariant: every line after the header becomes a row or an error that names the line; none is skipped.

use std::fmt;
use std::io::BufRead;
use std::str::FromStr;

use ndarray::{ArcArray2, Array2};

use super::Source;
use crate::{Error, Result};

/// A text of numbers, one row per line, as NumPy's `loadtxt` reads it and spreadsheets export it as CSV, without quotes.
///
/// Each pass opens it again, so a file of any size needs the memory of one batch. A batch is an `ArcArray2<A>`; use
/// [`Source::map`] to separate features and labels.
///
/// ```
/// use ndarray::{Axis, array};
/// use shapeflow::batches::{Lines, Source};
///
/// let text = "width,height,kind\n1.5,2,0\n3,4.5,1\n5,6,1\n";
/// let source = Lines::<f64, _>::open(|| Ok(text.as_bytes()))
///     .skip(1)
///     .by(2)?
///     .map(|rows| {
///         let (x, y) = rows.view().split_at(Axis(1), 2);
///         Ok((x.to_shared(), y.column(0).mapv(|kind| kind as u8).into_shared()))
///     });
/// let batches = source.pass(0)?.collect::<Result<Vec<_>, _>>()?;
/// assert_eq!(batches[0], (array![[1.5, 2.0], [3.0, 4.5]].into_shared(), array![0, 1].into_shared()));
/// assert_eq!(batches[1].1, array![1]);
/// # Ok::<(), shapeflow::Error>(())
/// ```
pub struct Lines<A, F> {
    open: F,
    delimiter: char,
    skip: usize,
    size: usize,
    element: std::marker::PhantomData<fn() -> A>,
}

impl<A, F> fmt::Debug for Lines<A, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { delimiter, skip, size, .. } = self;
        f.debug_struct("Lines")
            .field("delimiter", delimiter)
            .field("skip", skip)
            .field("size", size)
            .finish_non_exhaustive()
    }
}

impl<A, F, R> Lines<A, F>
where
    F: Fn() -> Result<R>,
    R: BufRead,
{
    /// Creates a source that calls `open` for each pass: `|| Ok(BufReader::new(File::open(path)?))`. By default numbers are
    /// separated by commas, and batches have 1024 rows.
    pub fn open(open: F) -> Self {
        Self { open, delimiter: ',', skip: 0, size: 1024, element: std::marker::PhantomData }
    }

    /// Sets the separator of the numbers of a line (`delimiter`). Spaces around a number are always allowed.
    #[must_use]
    pub fn delimiter(mut self, delimiter: char) -> Self {
        self.delimiter = delimiter;
        self
    }

    /// Sets the number of lines before the first row (`skiprows`).
    #[must_use]
    pub fn skip(mut self, lines: usize) -> Self {
        self.skip = lines;
        self
    }

    /// Sets the number of rows of a batch; the last batch has the rest.
    ///
    /// # Errors
    /// `size` is 0.
    pub fn by(mut self, size: usize) -> Result<Self> {
        if size == 0 {
            return Err(Error::new("a batch needs at least 1 row, got a size of 0"));
        }
        self.size = size;
        Ok(self)
    }
}

impl<A, F, R> Source for Lines<A, F>
where
    A: FromStr + Clone + Send,
    F: Fn() -> Result<R>,
    R: BufRead + Send,
{
    type Batch = ArcArray2<A>;

    fn pass(&self, _: usize) -> Result<impl Iterator<Item = Result<ArcArray2<A>>> + Send> {
        let &Self { delimiter, skip, size, .. } = self;
        Ok(Reading {
            text: (self.open)()?,
            line: 0,
            skip,
            delimiter,
            size,
            columns: None,
            buffer: String::new(),
        }
        .fuse_on_error())
    }
}

/// A pass.
struct Reading<R> {
    text: R,
    /// The number of lines read so far.
    line: usize,
    skip: usize,
    delimiter: char,
    size: usize,
    /// The number of columns, known from the first row.
    columns: Option<usize>,
    buffer: String,
}

impl<R: BufRead> Reading<R> {
    fn fuse_on_error<A: FromStr + Clone>(mut self) -> impl Iterator<Item = Result<ArcArray2<A>>> {
        let mut ended = false;
        std::iter::from_fn(move || {
            if ended {
                return None;
            }
            let batch = self.batch().transpose();
            ended = !matches!(batch, Some(Ok(_)));
            batch
        })
    }

    /// Reads a line; returns false at the end of the text.
    fn next_line(&mut self) -> Result<bool> {
        self.buffer.clear();
        self.line += 1;
        let read = self.text.read_line(&mut self.buffer);
        Ok(read.map_err(|error| Error::new(format!("line {} cannot be read: {error}", self.line)))? > 0)
    }

    /// Returns the next rows; `None` at the end of the text.
    fn batch<A: FromStr + Clone>(&mut self) -> Result<Option<ArcArray2<A>>> {
        while self.line < self.skip {
            if !self.next_line()? {
                let (skip, lines) = (self.skip, self.line - 1);
                return Err(Error::new(format!("asked to skip {skip} lines, but the text has {lines}")));
            }
        }
        let (mut values, mut rows) = (Vec::new(), 0);
        while rows < self.size && self.next_line()? {
            self.row(&mut values)?;
            rows += 1;
        }
        match self.columns {
            Some(columns) if rows > 0 => {
                Ok(Some(Array2::from_shape_vec((rows, columns), values)?.into_shared()))
            }
            _ => Ok(None),
        }
    }

    /// Adds the numbers of the line in the buffer.
    fn row<A: FromStr>(&mut self, values: &mut Vec<A>) -> Result<()> {
        let (line, before) = (self.line, values.len());
        for (column, field) in self.buffer.trim_end_matches(['\n', '\r']).split(self.delimiter).enumerate() {
            let field = field.trim();
            values.push(field.parse().map_err(|_| {
                Error::new(format!(
                    "line {line} (counted from 1), column {column} (counted from 0): `{field}` is not a {}",
                    std::any::type_name::<A>()
                ))
            })?);
        }
        let (found, columns) = (values.len() - before, *self.columns.get_or_insert(values.len() - before));
        if found == columns {
            return Ok(());
        }
        Err(Error::new(format!(
            "line {line} (counted from 1) has {found} columns, but the first row has {columns}"
        )))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    fn read(text: &str, skip: usize, size: usize) -> Vec<Result<ArcArray2<f32>>> {
        let lines = Lines::open(|| Ok(text.as_bytes())).skip(skip).by(size).expect("a size");
        lines.pass(0).expect("opens").collect()
    }

    #[test]
    fn all_lines_are_read_also_a_last_one_without_an_end() {
        let batches = read("a,b\n1, 2\r\n3,-4e1\n5,NaN", 1, 2);
        assert_eq!(batches.len(), 2);
        assert_eq!(*batches[0].as_ref().expect("numbers"), array![[1.0, 2.0], [3.0, -40.0]]);
        assert_eq!(batches[1].as_ref().expect("numbers").dim(), (1, 2));
        assert!(read("", 0, 2).is_empty() && read("a,b\n", 1, 2).is_empty());
    }

    #[test]
    fn a_line_that_is_no_row_is_named_and_ends_the_pass() {
        let says = |text: &str, skip: usize, part: &str| {
            let mut batches = read(text, skip, 1);
            let error = batches.pop().expect("an error").expect_err("no row").to_string();
            assert!(error.contains(part), "{error}");
            batches.len()
        };
        assert_eq!(says("1,2\n3,x\n5,6", 0, "line 2 (counted from 1), column 1 (counted from 0): `x`"), 1);
        assert_eq!(
            says("1,2\n3\n5,6", 0, "line 2 (counted from 1) has 1 columns, but the first row has 2"),
            1
        );
        assert_eq!(says("1,2\n\n5,6", 0, "line 2 (counted from 1), column 0 (counted from 0): ``"), 1);
        assert_eq!(says("1,2\n", 3, "skip 3 lines, but the text has 1"), 0);
        assert!(Lines::<f32, _>::open(|| Ok("".as_bytes())).by(0).is_err());
    }
}
