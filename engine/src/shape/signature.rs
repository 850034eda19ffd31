//! A step's signature: text, and the numbers of its constants.
//!
//! Invariant: none is enforced on construction, so that it costs nothing; the text is read where it is used, and a mistake
//! in it is a [`Mismatch`](super::Mismatch) there. `require_syntax` finds it where the signature is written.

use super::cursor::{Cursor, SyntaxError};
use super::declared::Declared;
use super::dim::Dim;
use super::expression;
use super::layout::Layout;
use super::pattern::{AxisKind, Pattern};
use super::scope::{Scope, Star};
use super::symbol::Symbol;

/// The most constants that a signature can name.
pub const MAX_CONSTANTS: usize = 8;

/// What a step takes and yields, as text.
///
/// | text | meaning |
/// |---|---|
/// | `[n, d] -> [n, K]` | lower case: a size to be bound; upper case: a constant |
/// | `[n, h, w] -> [n, (h - 3)/2 + 1, 2*w]` | arithmetic; `/` rounds down |
/// | `[n, ..] -> [n, product(..)]` | the remaining axes, none or more |
/// | `[n, d*] -> [n, sum(d)]` | one or more inputs that differ in `d` |
/// | `[n, d]* -> [n, d]` | one or more inputs of the same shape |
/// | `[n, d] fit([n]) -> [n, 3]` | an input that exists only while fitting: a target |
/// | `[n, d] fit([n], [n]?) -> [n, 3]` | a target that may be left out, behind those that may not |
/// | `[n, d] fit([n], ([m, d], [m])?) -> [n, 3]` | targets that are left out together |
/// | `[n, d] -> [n, K], [n]` | several outputs |
/// | `[n] -> [n, vocab]` | a size that only data can tell |
/// | `[n, d] -> [n, K] where K <= d, d >= 2` | conditions |
///
/// Which targets are given is told by their number; where it can be had in two ways, those that stand first are there.
/// A name that stands only in targets, like `m`, is bound where they are given.
///
/// ```
/// use shapeflow::shape::Signature;
/// struct Pca<const K: usize>;
/// impl<const K: usize> Pca<K> {
///     const SIGNATURE: Signature = Signature::new("[n, d] -> [n, K] where K <= d", &[("K", K as i64)]);
/// }
/// assert!(Pca::<3>::SIGNATURE.check().is_ok());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signature {
    /// The signature, as written.
    pub text: &'static str,
    /// By value: rust-analyzer does not find the names in a slice behind the reference to a constant.
    constants: [(&'static str, i64); MAX_CONSTANTS],
    constant_count: usize,
    pub(super) declared: Declared,
}

impl Signature {
    /// The signature of a pipeline with a mistake in it: it takes everything, and yields poison.
    pub const POISON: Signature = Signature::new("poison", &[]);

    /// A signature; its text is read where it is used. `constants` are the upper-case names in it, and their numbers.
    ///
    /// # Panics
    /// If there are more than [`MAX_CONSTANTS`] of them: a compile error, since this is for constants.
    #[track_caller]
    pub const fn new(text: &'static str, constants: &[(&'static str, i64)]) -> Signature {
        if constants.len() > MAX_CONSTANTS {
            panic!("a signature has at most 8 constants")
        }
        let mut held = [("", 0); MAX_CONSTANTS];
        let mut at = 0;
        while at < constants.len() {
            held[at] = constants[at];
            at += 1;
        }
        Signature { text, constants: held, constant_count: constants.len(), declared: Declared::NONE }
    }

    /// The upper-case names in the text, and their numbers.
    pub const fn constants(&self) -> &[(&'static str, i64)] {
        self.constants.split_at(self.constant_count).0
    }

    pub(super) const fn is_poison(&self) -> bool {
        super::cursor::same(self.text.as_bytes(), 0, self.text.len(), Signature::POISON.text.as_bytes())
    }

    /// Checks the text, and that each constant in it is given.
    pub const fn check(&self) -> Result<(), SyntaxError> {
        if self.is_poison() { Ok(()) } else { check(self.text, Scope::new(self.constants(), &[], 0)) }
    }

    /// Checks a text whose constants are not known.
    pub const fn check_syntax(text: &str) -> Result<(), SyntaxError> {
        let mut scope = Scope::new(&[], &[], 0);
        scope.any_constant = true;
        check(text, scope)
    }
}

/// Stops the compiler, at the caller, if the text is not a signature.
///
/// ```
/// const _: () = shapeflow::shape::require_syntax("[n, d] -> [n, 2*d]");
/// ```
/// ```compile_fail
/// const _: () = shapeflow::shape::require_syntax("[n, d -> [n]");
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
    // Each variable is bound to some number, another one for each; `..` stands for no axes.
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
            return Err(SyntaxError::new(pattern.axes[pattern.rest].start, "`..` stands in no input"));
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
            AxisKind::Rest => scope.has_rest = true,
            AxisKind::Name => {
                if scope.star(name).is_some() {
                    return Err(SyntaxError::new(start, "this name is starred elsewhere"));
                }
                if scope.find(name).is_none() && !scope.bind(name, &some_number(scope), 0) {
                    return Err(SyntaxError::new(start, "too many names: at most 16"));
                }
            }
            AxisKind::Star => {
                if scope.star(name).is_some() || scope.find(name).is_some() {
                    return Err(SyntaxError::new(start, "a starred name stands once in the inputs"));
                }
                if !scope.bind_star(Star { name, first: 0, count: 0, axis: 0, from_back: false }) {
                    return Err(SyntaxError::new(start, "too many starred names: at most 4"));
                }
            }
            _ => {}
        }
        axis += 1;
    }
    Ok(())
}

const fn some_number(scope: &Scope<'_>) -> Dim {
    Dim::constant(10009 + 2 * scope.count as i64)
}

/// Reads the expressions among the inputs, and checks that each unknown in them can be solved for.
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
                return Err(SyntaxError::new(start, "the sizes in this expression cannot be told from it"));
            }
            Some(_) => {}
        }
    }
    scope.unknown = 1;
    Ok(())
}

/// Reads one expression that must fill its span. A size that cannot be represented is no mistake in the text.
const fn side(
    text: &str,
    start: usize,
    end: usize,
    scope: &Scope<'_>,
    problem: &'static str,
) -> Result<Dim, SyntaxError> {
    let mut cursor = Cursor::within(text, start, end);
    match expression::expression(&mut cursor, scope, 0) {
        Ok(dim) => {
            attempt!(cursor.expect_end(problem));
            Ok(dim)
        }
        Err(error) if error.size.is_some() => Ok(Dim::ZERO),
        Err(error) => Err(error),
    }
}
