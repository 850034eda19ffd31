//! Checks of a signature's text alone: its syntax, and whether it has targets.
//!
//! Invariant: only the text is judged: a size that cannot be represented for the numbers that are tried here is not a
//! mistake.

use super::cursor::Cursor;
use super::error::SyntaxError;
use super::expression::expression;
use super::grammar::Layout;
use super::pattern::{AxisKind, Pattern};
use super::scope::{Scope, Star};
use super::signature::Signature;
use crate::shape::size::{Dim, Symbol};

impl Signature {
    /// Checks the syntax, and that each constant in the text is given.
    pub const fn check(&self) -> Result<(), SyntaxError> {
        if self.is_poison() { Ok(()) } else { check(self.text, Scope::new(self.constants(), &[], 0)) }
    }

    /// Checks the syntax of a text whose constants are not known.
    pub const fn check_syntax(text: &str) -> Result<(), SyntaxError> {
        let mut scope = Scope::new(&[], &[], 0);
        scope.any_constant = true;
        check(text, scope)
    }

    /// Returns whether the signature has inputs that exist only while fitting.
    pub const fn has_targets(&self) -> bool {
        match Layout::read(self.text) {
            Ok(layout) => layout.has_fit,
            Err(_) => false,
        }
    }
}

/// Causes a compile error at the caller if the text is not a signature.
///
/// ```
/// const _: () = shapeflow::plumbing::require_syntax("[n, d] -> [n, 2*d]");
/// ```
/// ```compile_fail
/// const _: () = shapeflow::plumbing::require_syntax("[n, d -> [n]");
/// ```
#[track_caller]
pub const fn require_syntax(text: &str) {
    if let Err(error) = Signature::check_syntax(text) {
        panic!("{}", error.message("signature", text).as_str())
    }
}

const fn check(text: &str, scope: Scope<'_>) -> Result<(), SyntaxError> {
    let layout = attempt!(Layout::read(text));
    let mut scope = scope;
    let mut at = 0;
    // Each variable is bound to a different number; `..` stands for no axes.
    while at < layout.input_count {
        attempt!(bind_names(&layout.inputs[at], &mut scope));
        at += 1;
    }
    at = 0;
    while at < layout.targets.count {
        attempt!(bind_names(&layout.fit[at], &mut scope));
        at += 1;
    }
    attempt!(check_inputs(text, &layout, &mut scope));
    at = 0;
    while at < layout.output_count {
        let pattern = &layout.outputs[at];
        if pattern.has_rest() && !scope.has_rest {
            return Err(SyntaxError::new(pattern.axes[pattern.rest].start, "this axis is in no input"));
        }
        let mut axis = 0;
        while axis < pattern.count {
            let (start, end) = (pattern.axes[axis].start, pattern.axes[axis].end);
            if !matches!(pattern.axes[axis].kind, AxisKind::Rest) {
                attempt!(side(text, start, end, &scope, "expected `,` or `]`"));
            }
            axis += 1;
        }
        at += 1;
    }
    at = 0;
    while at < layout.condition_count {
        let condition = &layout.conditions[at];
        attempt!(known_names(text, condition.start, condition.end, layout.conditions[0].start));
        attempt!(side(text, condition.start, condition.operator, &scope, "expected a comparison"));
        attempt!(side(text, condition.after, condition.end, &scope, "expected `,` or the end"));
        at += 1;
    }
    Ok(())
}

const fn bind_names(pattern: &Pattern, scope: &mut Scope<'_>) -> Result<(), SyntaxError> {
    let mut axis = 0;
    while axis < pattern.count {
        let (name, start) = (pattern.axes[axis].name, pattern.axes[axis].start);
        match pattern.axes[axis].kind {
            AxisKind::Rest if !pattern.axes[axis].is_starred() => scope.has_rest = true,
            AxisKind::Name => {
                if scope.star(name).is_some() {
                    return Err(SyntaxError::new(start, "this name is starred elsewhere"));
                }
                if scope.find(name).is_none() && !scope.bind(name, &some_number(scope), 0) {
                    return Err(SyntaxError::new(start, "too many names: at most 16"));
                }
            }
            AxisKind::Star | AxisKind::Rest => {
                if scope.star(name).is_some() || scope.find(name).is_some() {
                    return Err(SyntaxError::new(start, "a starred name can occur only once in the inputs"));
                }
                if !scope.bind_star(Star::named(name)) {
                    return Err(SyntaxError::new(start, "too many starred names: at most 4"));
                }
            }
            _ => {}
        }
        axis += 1;
    }
    Ok(())
}

/// Checks that each size in a condition is one of an input or an output: that it occurs before the conditions.
const fn known_names(text: &str, start: usize, end: usize, conditions: usize) -> Result<(), SyntaxError> {
    let mut condition = Cursor::within(text, start, end);
    while condition.at < end {
        let Some((from, to)) = condition.word() else {
            condition.advance(1);
            continue;
        };
        // A constant, or a function.
        if condition.bytes()[from].is_ascii_uppercase() || condition.peek() == b'(' {
            continue;
        }
        let mut known = false;
        let mut before = Cursor::within(text, 0, conditions);
        while before.at < conditions && !known {
            match before.word() {
                Some((first, last)) => known = equal(before.bytes(), (first, last), (from, to)),
                None => before.advance(1),
            }
        }
        if !known {
            return Err(SyntaxError::new(from, "this name is the size of no input and of no output"));
        }
    }
    Ok(())
}

/// Returns whether two words of a text are equal.
const fn equal(bytes: &[u8], one: (usize, usize), other: (usize, usize)) -> bool {
    let mut at = 0;
    while one.0 + at < one.1 && other.0 + at < other.1 && bytes[one.0 + at] == bytes[other.0 + at] {
        at += 1;
    }
    one.0 + at == one.1 && other.0 + at == other.1
}

const fn some_number(scope: &Scope<'_>) -> Dim {
    Dim::constant(10009 + 2 * scope.count as i64)
}

/// Parses the expressions in the inputs, and checks that each unknown in them can be solved for.
const fn check_inputs(text: &str, layout: &Layout, scope: &mut Scope<'_>) -> Result<(), SyntaxError> {
    scope.unknown = Symbol::UNBOUND;
    loop {
        let (mut stuck, mut progress, mut at) = (None, false, 0);
        while at < layout.input_count + layout.targets.count {
            let pattern = if at < layout.input_count {
                &layout.inputs[at]
            } else {
                &layout.fit[at - layout.input_count]
            };
            let mut axis = 0;
            while axis < pattern.count {
                let (start, end) = (pattern.axes[axis].start, pattern.axes[axis].end);
                if matches!(pattern.axes[axis].kind, AxisKind::Expression | AxisKind::Constant) {
                    let dim = attempt!(side(text, start, end, scope, "expected `,` or `]`"));
                    match dim.unbound() {
                        (0, _) => {}
                        (1, Some(symbol)) if !matches!(dim.solve(symbol, &Dim::ZERO), Err(None)) => {
                            let name = symbol.with_origin(0);
                            if !scope.bind(name, &some_number(scope), 0) {
                                return Err(SyntaxError::new(start, "too many names: at most 16"));
                            }
                            progress = true;
                        }
                        _ => stuck = Some(start),
                    }
                }
                axis += 1;
            }
            at += 1;
        }
        match stuck {
            None => break,
            Some(start) if !progress => {
                return Err(SyntaxError::new(
                    start,
                    "the sizes in this expression cannot be determined from it",
                ));
            }
            Some(_) => {}
        }
    }
    scope.unknown = 1;
    Ok(())
}

/// Parses one expression that must fill its span. A size that cannot be represented is not a mistake in the text.
const fn side(
    text: &str,
    start: usize,
    end: usize,
    scope: &Scope<'_>,
    problem: &'static str,
) -> Result<Dim, SyntaxError> {
    let mut cursor = Cursor::within(text, start, end);
    match expression(&mut cursor, scope, 0) {
        Ok(dim) => {
            attempt!(cursor.expect_end(problem));
            Ok(dim)
        }
        Err(error) if error.size.is_some() => Ok(Dim::ZERO),
        Err(error) => Err(error),
    }
}
