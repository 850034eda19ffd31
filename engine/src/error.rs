//! The error type of the library: where an error happened, in which phase, and what to do about it.
//!
//! Invariant: the path is only ever extended on the left, so an error that leaves nested pipelines names its
//! node from the outermost pipeline inwards: `digits.strokes.pca: fit: 12 components need at least 12 rows, got 3`.

use std::fmt;

/// The result of every function of Shapeflow that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of a step or of the engine.
///
/// A step's author writes only the message: what was expected, what was found, and what to do. The engine adds the path of
/// the node and the phase.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::ErrorKind;
///
/// /// The logarithm of each number.
/// #[step("[n] -> [n]", rowwise)]
/// fn logs(x: ArrayView1<'_, f64>) -> Result<Array1<f64>> {
///     match x.iter().find(|value| **value <= 0.0) {
///         Some(value) => Err(Error::new(format!("a logarithm needs a number above 0, got {value}"))),
///         None => Ok(x.mapv(f64::ln)),
///     }
/// }
///
/// pipeline! {
///     Amounts(amount: f64[n]) -> f64[n] { amount |> Logs }
/// }
///
/// let model = Amounts::default().fit(array![1.0])?;
/// let error = model.predict(array![1.0, -2.0]).unwrap_err();
/// assert_eq!(error.to_string(), "amounts.output: predict: a logarithm needs a number above 0, got -2");
/// assert_eq!((error.kind(), error.path()), (ErrorKind::Step, "amounts.output"));
/// # Ok::<(), Error>(())
/// ```
pub struct Error(Box<Report>);

struct Report {
    path: String,
    phase: Option<Phase>,
    kind: ErrorKind,
    message: String,
    /// The message is about the values of the node's first input, whose name the engine puts before it.
    names_input: bool,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What a node was doing: learning, or transforming values with what it has learned.
///
/// The phase is passed with every call and is never kept in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// The pipeline learns: the fit graph runs.
    Fit,
    /// The fitted pipeline transforms new values: the predict graph runs.
    Predict,
}

/// The kind of an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A step reports that it cannot work with these values.
    Step,
    /// A step panicked. The engine caught the panic; the process continues.
    Panic,
    /// The shape of an input, or of a value on an edge, is not the one that the pipeline accepts there.
    Shape,
    /// A step returned a value whose shape is not the one its signature promises.
    BrokenPromise,
    /// A file is not the table that the program expects, or cannot be read or written.
    Data,
    /// A model cannot be saved, or a file is not the model that the program expects.
    ModelFile,
    /// The run was cancelled, or its deadline has passed; the path names the node that was not started.
    Cancelled,
    /// The run itself could not be set up (a thread pool that cannot start, for example).
    Run,
}

impl Error {
    /// Creates a step's error: what was expected, what was found, what to do. The engine adds the path and the phase.
    pub fn new(message: impl Into<String>) -> Self {
        Self::of_kind(ErrorKind::Step, message)
    }

    /// Creates an error of the given kind.
    pub fn of_kind(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Report {
            path: String::new(),
            phase: None,
            kind,
            message: message.into(),
            names_input: false,
            source: None,
        }))
    }

    /// Creates the error for a state that cannot occur, unless the library has a bug.
    #[cold]
    pub(crate) fn bug(what: impl fmt::Display) -> Self {
        Self::of_kind(ErrorKind::Run, format!("a bug in shapeflow: {what}; please report it"))
    }

    /// Turns another library's error into a step's error and keeps it as the source.
    pub fn from_source(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let source = source.into();
        let mut error = Self::new(source.to_string());
        error.0.source = Some(source);
        error
    }

    /// Says that the message is about the values of the step's first input: the engine puts the name of the column or input that it comes
    /// from before the message.
    ///
    /// ```
    /// use shapeflow::prelude::*;
    ///
    /// #[step("[n] -> [n]", rowwise)]
    /// fn known(town: ArrayView1<'_, String>) -> Result<Array1<u8>> {
    ///     match town.iter().position(|town| town == "Atlantis") {
    ///         Some(row) => Err(Error::new(format!("`Atlantis` is not a town (row {row})")).about_column()),
    ///         None => Ok(Array1::ones(town.len())),
    ///     }
    /// }
    ///
    /// pipeline! {
    ///     Trips(town: String[n]) -> u8[n] { town |> Known }
    /// }
    ///
    /// let model = Trips::default().fit(vec!["Oslo".to_owned()])?;
    /// let error = model.predict(vec!["Atlantis".to_owned()]).unwrap_err();
    /// assert_eq!(error.to_string(), "trips.output: predict: column `town`: `Atlantis` is not a town (row 0)");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn about_column(mut self) -> Self {
        self.0.names_input = true;
        self
    }

    /// Puts the name of the node's first input before a message that is about its values.
    pub(crate) fn of_input(mut self, name: Option<&str>) -> Self {
        let report = &mut *self.0;
        if let (true, Some(name)) = (std::mem::take(&mut report.names_input), name) {
            report.message = format!("column `{name}`: {}", report.message);
        }
        self
    }

    /// Puts `prefix` before the path, and sets the phase where none is set yet.
    #[must_use]
    pub fn at(self, prefix: &str, phase: Phase) -> Self {
        let mut error = self.under(prefix);
        error.0.phase.get_or_insert(phase);
        error
    }

    /// Puts `prefix` before the path, without a phase: for an error before anything runs.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        let report = &mut *self.0;
        report.path = match (prefix.is_empty(), report.path.is_empty()) {
            (true, _) => std::mem::take(&mut report.path),
            (_, true) => prefix.to_owned(),
            _ => format!("{prefix}.{}", report.path),
        };
        self
    }

    /// Adds to the message which batch of a pass or a stream this is about.
    #[must_use]
    pub(crate) fn in_batch(mut self, batch: usize, of: &str) -> Self {
        let report = &mut *self.0;
        report.message = format!("{} (in batch {batch} of {of}, counted from 0)", report.message);
        self
    }

    /// Adds to the message which batches of a pass this is about, from the first to the last.
    #[must_use]
    pub(crate) fn in_batches(mut self, first: usize, last: usize, of: &str) -> Self {
        if first == last {
            return self.in_batch(first, of);
        }
        let report = &mut *self.0;
        report.message = format!("{} (in batches {first} to {last} of {of}, counted from 0)", report.message);
        self
    }

    /// Adds a circumstance to the message that may be the cause.
    #[must_use]
    pub(crate) fn given_that(mut self, circumstance: &str) -> Self {
        let report = &mut *self.0;
        report.message = format!("{}; {circumstance}", report.message);
        self
    }

    /// Adds to the message that this happened while resources were opened.
    #[must_use]
    pub(crate) fn in_opening(mut self) -> Self {
        let report = &mut *self.0;
        report.message = format!("open: {}", report.message);
        self
    }

    /// Adds to the message which model file this is about.
    #[cfg(feature = "save")]
    pub(crate) fn in_file(mut self, file: &std::path::Path) -> Self {
        let report = &mut *self.0;
        report.kind = ErrorKind::ModelFile;
        report.message = format!("{} (in the model file `{}`)", report.message, file.display());
        self
    }

    /// Returns the path of the node, outermost pipeline first. It is empty until the engine sets it.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Returns what the node was doing, if anything was running.
    pub fn phase(&self) -> Option<Phase> {
        self.0.phase
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the message alone, without path and phase.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Phase::Fit => "fit",
            Phase::Predict => "predict",
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "{}: ", self.0.path)?;
        }
        if let Some(phase) = self.0.phase {
            write!(f, "{phase}: ")?;
        }
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `fn main() -> Result<()>` prints this, and a person reads the sentence more easily than the fields.
        write!(f, "{self}")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl From<std::io::Error> for Error {
    fn from(source: std::io::Error) -> Self {
        Self::from_source(source)
    }
}

impl From<ndarray::ShapeError> for Error {
    fn from(source: ndarray::ShapeError) -> Self {
        Self::from_source(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_grow_on_the_left_and_the_inner_phase_stays() {
        let error = Error::new("no rows").at("pca", Phase::Fit).at("digits.strokes", Phase::Predict);
        assert_eq!(error.to_string(), "digits.strokes.pca: fit: no rows");
        assert_eq!(error.path(), "digits.strokes.pca");
    }

    #[test]
    fn a_foreign_error_stays_reachable_as_source() {
        let error = Error::from_source(std::io::Error::other("disk full"));
        assert_eq!(error.message(), "disk full");
        assert!(std::error::Error::source(&error).is_some());
    }
}
