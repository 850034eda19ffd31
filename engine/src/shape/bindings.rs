//! The numbers of the named sizes in one run, and the comparison of real arrays with expected shapes.
//!
//! Invariant: a size is bound at most once, by the first thread that sees it; threads share `&Sizes` without locks. The
//! set of sizes is fixed on construction, so that finding one is a scan over a few integers.

use super::shape::Shape;
use super::size::{Dim, DimError, Names, SYMBOLS, Symbol};
use super::text::Text;
use core::fmt;
use core::sync::atomic::{AtomicI64, Ordering::Relaxed};

const FREE: i64 = -1;

/// The numbers that the named sizes have in one run.
///
/// Created once for the shapes of a plan, cloned for every run, then shared by reference between the run's threads.
#[derive(Default)]
pub(crate) struct Sizes {
    symbols: Box<[Symbol]>,
    numbers: Box<[AtomicI64]>,
}

impl Sizes {
    /// Creates a table for every size that is named in these shapes.
    pub(crate) fn for_shapes<'a>(shapes: impl IntoIterator<Item = &'a Shape>) -> Sizes {
        let mut symbols = Vec::new();
        for dim in shapes.into_iter().flat_map(Shape::dims) {
            for symbol in (0..dim.symbol_count()).filter_map(|index| dim.symbol_at(index)) {
                if !symbols.contains(&symbol) {
                    symbols.push(symbol);
                }
            }
        }
        let numbers = symbols.iter().map(|_| AtomicI64::new(FREE)).collect();
        Sizes { symbols: symbols.into(), numbers }
    }

    /// Returns the number of a size, if it is known.
    pub(crate) fn get(&self, symbol: Symbol) -> Option<usize> {
        let number = self.number_of(symbol)?.load(Relaxed);
        usize::try_from(number).ok()
    }

    /// Binds a size to a number. `Err` contains the number that it has already, if that is a different one.
    ///
    /// A size that occurs in none of the shapes is ignored.
    pub(crate) fn bind(&self, symbol: Symbol, number: usize) -> Result<(), usize> {
        let Some(place) = self.number_of(symbol) else { return Ok(()) };
        // No other memory depends on the number, so relaxed ordering is enough.
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        match place.compare_exchange(FREE, number, Relaxed, Relaxed) {
            Ok(_) => Ok(()),
            Err(known) if known == number => Ok(()),
            Err(known) => Err(known as usize),
        }
    }

    /// Returns the known sizes and their numbers.
    pub(crate) fn known(&self) -> impl Iterator<Item = (Symbol, usize)> {
        self.symbols.iter().filter_map(|symbol| Some((*symbol, self.get(*symbol)?)))
    }

    /// Computes the number of a size, if all names in it are known.
    pub(crate) fn evaluate(&self, dim: &Dim) -> Result<i64, DimError> {
        let mut values = [0; SYMBOLS];
        for (index, value) in values.iter_mut().enumerate().take(dim.symbol_count()) {
            let Some(symbol) = dim.symbol_at(index) else { break };
            *value = self.get(symbol).ok_or(DimError::Unbound(symbol))? as i64;
        }
        dim.evaluate_at(&values)
    }

    #[inline]
    fn number_of(&self, symbol: Symbol) -> Option<&AtomicI64> {
        self.symbols.iter().zip(&self.numbers).find(|(known, _)| **known == symbol).map(|(_, number)| number)
    }

    /// Returns whether the axis has the expected size. Binds a name that is seen for the first time.
    #[inline]
    fn agrees(&self, expected: &Dim, actual: usize) -> bool {
        if let Some(constant) = expected.as_constant() {
            return usize::try_from(constant) == Ok(actual);
        }
        if let Some(symbol) = expected.as_symbol() {
            return match self.number_of(symbol) {
                Some(place) => match usize::try_from(place.load(Relaxed)) {
                    Ok(known) => known == actual,
                    Err(_) => self.bind(symbol, actual).is_ok(),
                },
                None => true,
            };
        }
        self.agrees_computed(expected, actual)
    }

    #[cold]
    fn agrees_computed(&self, expected: &Dim, actual: usize) -> bool {
        match self.evaluate(expected) {
            Ok(number) => usize::try_from(number) == Ok(actual),
            Err(DimError::Unbound(_)) => self.solve(expected, actual),
            Err(_) => false,
        }
    }

    /// Binds the only unknown name in an expression. If several names are unknown, or the expression cannot be solved, the
    /// axis is accepted as it is.
    fn solve(&self, expected: &Dim, actual: usize) -> bool {
        let Ok(actual) = i64::try_from(actual) else { return false };
        let known: Vec<(Symbol, i64)> =
            self.known().map(|(symbol, number)| (symbol, number as i64)).collect();
        let Ok(open) = expected.substitute(&known) else { return true };
        match (open.symbol_count(), open.symbol_at(0)) {
            (0, _) => open.as_constant() == Some(actual),
            (1, Some(symbol)) => match open.solve(symbol, &Dim::constant(actual)) {
                Ok((solution, _)) => match solution.as_constant().map(usize::try_from) {
                    Some(Ok(number)) => self.bind(symbol, number).is_ok(),
                    _ => false,
                },
                Err(Some(DimError::NotExact)) => false,
                Err(_) => true,
            },
            _ => true,
        }
    }
}

impl Shape {
    /// Compares a real array with this shape, and binds the sizes that are seen for the first time.
    ///
    /// Poison matches every array. A shape of constants and bare names costs a few integer comparisons.
    #[inline]
    pub(crate) fn check(&self, actual: &[usize], sizes: &Sizes) -> Result<(), SizeError> {
        let dims = self.dims();
        if dims.len() == actual.len() && dims.iter().zip(actual).all(|(dim, size)| sizes.agrees(dim, *size)) {
            return Ok(());
        }
        if self.is_poison() { Ok(()) } else { Err(SizeError::new(self, actual, sizes)) }
    }
}

/// The error for a real array without the expected shape. Displays as `expected [n = 100, 64], got [100, 63]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SizeError {
    expected: String,
    actual: Vec<usize>,
}

impl SizeError {
    #[cold]
    fn new(shape: &Shape, actual: &[usize], sizes: &Sizes) -> SizeError {
        let mut names = Names::new();
        names.list(shape);
        let axes = shape.dims().iter().map(|dim| {
            let mut text = Text::<512>::new();
            text.push_dim_called(dim, &names);
            match sizes.evaluate(dim) {
                Ok(number) if dim.as_constant().is_none() => format!("{text} = {number}"),
                _ => text.to_string(),
            }
        });
        let expected = format!("[{}]", axes.collect::<Vec<_>>().join(", "));
        SizeError { expected, actual: actual.to_vec() }
    }
}

impl fmt::Display for SizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, got {:?}", self.expected, self.actual)
    }
}

impl std::error::Error for SizeError {}

impl Clone for Sizes {
    fn clone(&self) -> Self {
        let numbers = self.numbers.iter().map(|number| AtomicI64::new(number.load(Relaxed))).collect();
        Sizes { symbols: self.symbols.clone(), numbers }
    }
}

impl fmt::Debug for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.known()).finish()
    }
}
