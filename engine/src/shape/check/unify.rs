//! Matches the given shapes with those in the signature, and so binds the variables of the signature.
//!
//! Bare names and `..` are bound first, from left to right; then expressions are compared, and solved if one name in
//! them is still unknown.
//!
//! Invariant: after an error, the scope contains all names that were bound before it.

use super::mismatch::{Mismatch, MismatchKind};
use crate::shape::limits::MAX_FIT;
use crate::shape::shape::Shape;
use crate::shape::signature::{
    Axis, AxisKind, CONSTANT, Cursor, DECLARED, Layout, Pattern, Scope, Signature, Star, SyntaxError,
    Targets, expression,
};
use crate::shape::size::{Decision, Dim, DimError, Symbol};

/// A signature applied to shapes.
pub(in crate::shape) struct Application<'a> {
    pub(in crate::shape) signature: &'a Signature,
    pub(in crate::shape) layout: &'a Layout,
    pub(in crate::shape) scope: Scope<'a>,
    pub(in crate::shape) inputs: &'a [Shape],
    pub(in crate::shape) targets: &'a [Shape],
    // Counted once, because rustc interprets each call of `len`.
    input_count: usize,
    given_count: usize,
    /// For each target, the index of the shape in `fit(..)` that it must match.
    places: [usize; MAX_FIT],
    /// Whether a question has to be decided again with the real numbers.
    pub(in crate::shape) undecided: bool,
}

impl<'a> Application<'a> {
    pub(in crate::shape) const fn new(
        signature: &'a Signature,
        layout: &'a Layout,
        inputs: &'a [Shape],
        targets: Targets<'a>,
    ) -> Application<'a> {
        let targets: &[Shape] = match targets {
            Targets::Given(shapes) => shapes,
            _ => &[],
        };
        let (input_count, target_count) = (inputs.len(), targets.len());
        let mut scope = Scope::new(signature.constant_table(), inputs, Symbol::UNBOUND);
        signature.declared.bind(&mut scope);
        let places = match layout.targets.of(target_count) {
            Some(places) => places,
            None => [0; MAX_FIT],
        };
        Application {
            signature,
            layout,
            scope,
            inputs,
            targets,
            input_count,
            given_count: input_count + target_count,
            places,
            undecided: false,
        }
    }

    /// Returns a given shape; those of `fit(..)` follow the others.
    pub(in crate::shape) const fn given(&self, index: usize) -> &'a Shape {
        if index < self.input_count { &self.inputs[index] } else { &self.targets[index - self.input_count] }
    }

    pub(in crate::shape) const fn given_count(&self) -> usize {
        self.given_count
    }

    /// Returns the pattern that the `index`-th given shape must match.
    pub(in crate::shape) const fn pattern(&self, index: usize) -> &'a Pattern {
        if index >= self.input_count {
            return &self.layout.fit[self.places[index - self.input_count]];
        }
        let Some(first) = self.layout.repeated else { return &self.layout.inputs[index] };
        let extra = self.input_count - self.layout.input_count;
        if index <= first {
            &self.layout.inputs[index]
        } else if index <= first + extra {
            &self.layout.inputs[first]
        } else {
            &self.layout.inputs[index - extra]
        }
    }

    /// Returns whether a given shape is the first in `fit(..)` of a step that learns without a target.
    pub(in crate::shape) const fn is_no_target(&self, index: usize) -> bool {
        index == self.input_count && self.layout.targets.count > 0 && !self.layout.targets.needs_one()
    }

    /// Matches all given shapes.
    pub(in crate::shape) const fn unify(&mut self, targets: Targets<'_>) -> Result<(), Mismatch> {
        let layout = self.layout;
        let given = self.input_count;
        let fits = match layout.repeated {
            Some(_) => given >= layout.input_count,
            None => given == layout.input_count,
        };
        if !fits {
            return Err(Mismatch::new(MismatchKind::Inputs));
        }
        match targets {
            Targets::None if layout.targets.needs_one() => {
                return Err(Mismatch::new(MismatchKind::NeedsTarget));
            }
            Targets::Given(_) if !layout.has_fit => return Err(Mismatch::new(MismatchKind::TakesNoTarget)),
            Targets::Given(shapes) if layout.targets.of(shapes.len()).is_none() => {
                return Err(Mismatch::new(MismatchKind::FitInputs));
            }
            _ => {}
        }
        let mut input = 0;
        while input < self.given_count {
            if !self.pattern(input).takes_rank(self.given(input).rank()) {
                return Err(Mismatch::new(MismatchKind::Rank { input }));
            }
            input += 1;
        }
        input = 0;
        let mut expressions = 0;
        while input < self.given_count {
            expressions += attempt!(self.bind(input));
            input += 1;
        }
        if expressions > 0 {
            attempt!(self.compare());
        }
        Ok(())
    }

    /// Binds the bare names, the starred names and the rest of one input; returns the number of its expressions.
    const fn bind(&mut self, input: usize) -> Result<usize, Mismatch> {
        let (pattern, shape) = (self.pattern(input), self.given(input));
        let (mut at, mut expressions) = (0, 0);
        while at < pattern.count {
            let axis = if at > pattern.rest { pattern.place(at, shape.rank) } else { at };
            let name = pattern.axes[at].name;
            match pattern.axes[at].kind {
                AxisKind::Number => {
                    let number = pattern.axes[at].number;
                    let decision = decide_number(&shape.dims[axis], number);
                    attempt!(self.need(decision, MismatchKind::Size { input, axis }));
                }
                AxisKind::Constant => {
                    let number = attempt!(self.constant(&pattern.axes[at]));
                    let decision = decide_number(&shape.dims[axis], number);
                    attempt!(self.need(decision, MismatchKind::Size { input, axis }));
                }
                AxisKind::Expression => expressions += 1,
                AxisKind::Rest if !pattern.axes[at].is_starred() => {
                    attempt!(self.bind_rest(pattern, shape, input));
                }
                AxisKind::Name => {
                    let given = &shape.dims[axis];
                    match self.scope.find(name) {
                        None => attempt!(self.bind_name(name, given, input, pattern.axes[at].start)),
                        Some(bound) => {
                            let giver = self.scope.givers[bound];
                            let kind = if giver == DECLARED {
                                MismatchKind::Size { input, axis }
                            } else {
                                MismatchKind::Conflict { name, giver, input, axis }
                            };
                            attempt!(self.need(self.scope.values[bound].decide_equal(given), kind));
                        }
                    }
                }
                // The repetitions of a starred input are consecutive: the first one represents all.
                AxisKind::Star | AxisKind::Rest if self.scope.star(name).is_none() => {
                    let count = self.input_count - self.layout.input_count + 1;
                    let from_back = at > pattern.rest;
                    let axis = if from_back { pattern.count - at } else { at };
                    let is_optional = matches!(pattern.axes[at].kind, AxisKind::Rest);
                    let missing_at = if is_optional { pattern.least_rank() } else { usize::MAX };
                    if !self.scope.bind_star(Star { name, first: input, count, axis, from_back, missing_at })
                    {
                        return Err(self.no_room(pattern.axes[at].start));
                    }
                }
                AxisKind::Star | AxisKind::Rest => {}
            }
            at += 1;
        }
        Ok(expressions)
    }

    const fn bind_rest(&mut self, pattern: &Pattern, shape: &Shape, input: usize) -> Result<(), Mismatch> {
        let mut rest = Shape::SCALAR;
        let mut axis = pattern.rest;
        let end = axis + shape.rank + 1 - pattern.count;
        while axis < end {
            rest.push(&shape.dims[axis]);
            axis += 1;
        }
        if !self.scope.has_rest {
            self.scope.has_rest = true;
            self.scope.rest = rest;
            self.scope.rest_from = input;
            return Ok(());
        }
        let bound = &self.scope.rest;
        let kind = MismatchKind::Rest { giver: self.scope.rest_from, input };
        if bound.rank() != rest.rank() {
            return Err(Mismatch::new(kind));
        }
        let mut axis = 0;
        while axis < rest.rank() {
            let decision = bound.dims[axis].decide_equal(&rest.dims[axis]);
            if decision.is_no() {
                return Err(Mismatch::new(kind));
            }
            self.undecided |= matches!(decision, Decision::Unknown);
            axis += 1;
        }
        Ok(())
    }

    const fn bind_name(
        &mut self,
        name: Symbol,
        value: &Dim,
        input: usize,
        at: usize,
    ) -> Result<(), Mismatch> {
        if self.scope.bind(name, value, input) { Ok(()) } else { Err(self.no_room(at)) }
    }

    const fn no_room(&self, position: usize) -> Mismatch {
        Mismatch::of_text(SyntaxError::new(position, "too many names: at most 16, and 4 starred"))
    }

    /// Returns the error if the decision is `No`, and notes that it is `Unknown`.
    const fn need(&mut self, decision: Decision, otherwise: MismatchKind) -> Result<(), Mismatch> {
        match decision {
            Decision::Yes => Ok(()),
            Decision::No => Err(Mismatch::new(otherwise)),
            Decision::Unknown => {
                self.undecided = true;
                Ok(())
            }
        }
    }

    /// Compares every expression with its given size, and solves for unknown names until none is left.
    const fn compare(&mut self) -> Result<(), Mismatch> {
        let mut checked = [0u8; 64];
        loop {
            let (mut stuck, mut progress, mut input) = (None, false, 0);
            while input < self.given_count {
                let pattern = self.pattern(input);
                let mut at = 0;
                while at < pattern.count {
                    let is_checked = input < checked.len() && checked[input] & (1 << at) != 0;
                    if !is_checked && matches!(pattern.axes[at].kind, AxisKind::Expression) {
                        let axis = pattern.place(at, self.given(input).rank());
                        let (start, end) = (pattern.axes[at].start, pattern.axes[at].end);
                        let expected = attempt!(self.read(start, end));
                        let given = self.given(input).dims[axis];
                        match expected.unbound() {
                            (0, _) => {
                                let decision = expected.decide_equal(&given);
                                attempt!(self.need(decision, MismatchKind::Size { input, axis }));
                                // `d*k` with `k = 0` matches every `d`.
                                if self.scope.lacks_name(self.signature.text, start, end) {
                                    return Err(Mismatch::new(MismatchKind::Unsolvable { input, axis }));
                                }
                                if input < checked.len() {
                                    checked[input] |= 1 << at;
                                }
                            }
                            (1, Some(unknown)) => {
                                attempt!(self.solve(&expected, unknown, &given, input, axis, start));
                                progress = true;
                            }
                            _ => stuck = Some(MismatchKind::Unsolvable { input, axis }),
                        }
                    }
                    at += 1;
                }
                input += 1;
            }
            match stuck {
                None => return Ok(()),
                Some(kind) if !progress => return Err(Mismatch::new(kind)),
                Some(_) => {}
            }
        }
    }

    const fn solve(
        &mut self,
        expected: &Dim,
        unknown: Symbol,
        given: &Dim,
        input: usize,
        axis: usize,
        position: usize,
    ) -> Result<(), Mismatch> {
        let name = unknown.with_origin(0);
        let none = MismatchKind::NoSolution { input, axis, name };
        match expected.solve(unknown, given) {
            Ok((value, only)) => {
                self.undecided |= !only;
                attempt!(self.need(value.decide_non_negative(), none));
                self.bind_name(name, &value, input, position)
            }
            Err(None) => Err(Mismatch::new(MismatchKind::Unsolvable { input, axis })),
            Err(Some(DimError::NotExact)) => Err(Mismatch::new(none)),
            Err(Some(error)) => Err(Mismatch::new(MismatchKind::Unrepresentable { error, position })),
        }
    }

    /// Returns the number of an axis that is a bare constant.
    pub(in crate::shape) const fn constant(&self, axis: &Axis) -> Result<i64, Mismatch> {
        match self.scope.constant(self.signature.text.as_bytes(), axis.start, axis.end) {
            Some(number) => Ok(number),
            None => Err(Mismatch::of_text(SyntaxError::new(axis.start, CONSTANT))),
        }
    }

    /// Evaluates the expression in `start..end` of the signature's text.
    pub(in crate::shape) const fn read(&self, start: usize, end: usize) -> Result<Dim, Mismatch> {
        let mut cursor = Cursor::within(self.signature.text, start, end);
        match expression(&mut cursor, &self.scope, 0) {
            Ok(dim) => match cursor.expect_end("expected `+`, `-`, `*`, `/`, `,` or `]`") {
                Ok(()) => Ok(dim),
                Err(error) => Err(Mismatch::of_text(error)),
            },
            Err(error) => Err(Mismatch::of_text(error)),
        }
    }
}

const fn decide_number(given: &Dim, number: i64) -> Decision {
    match given.as_constant() {
        Some(given) if given == number => Decision::Yes,
        Some(_) => Decision::No,
        None => given.decide_equal(&Dim::constant(number)),
    }
}
