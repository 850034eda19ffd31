//! One shape in a signature's text. Its axes are parsed as far as matching needs; of arithmetic, only the span is found.
//!
//! Invariant: every span lies within the text, and a pattern has at most one `..` or `name?`.

use super::cursor::Cursor;
use super::error::SyntaxError;
use super::expression;
use crate::shape::limits::MAX_AXES;
use crate::shape::size::{BASE, DIGIT_0, DIGIT_9, DIGITS, Symbol};

const NO_REST: usize = usize::MAX;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::shape) enum AxisKind {
    /// A bare name, which is bound.
    Name,
    /// `name*`: another size in each repetition of the input.
    Star,
    /// `..`, any number of axes, or `name?`, one axis or none. With a name, `name?*`, another one in each repetition of the input.
    Rest,
    /// A bare number.
    Number,
    /// A bare upper-case name.
    Constant,
    /// Any other expression, which is computed.
    Expression,
}

#[derive(Clone, Copy)]
pub(in crate::shape) struct Axis {
    pub(in crate::shape) kind: AxisKind,
    pub(in crate::shape) start: usize,
    pub(in crate::shape) end: usize,
    /// The name, for `Name`, `Star` and `name?*`; otherwise none.
    pub(in crate::shape) name: Symbol,
    /// The number, for `Number`; the largest number of axes, for `Rest`.
    pub(in crate::shape) number: i64,
}

impl Axis {
    /// Whether it is another size in each repetition of the input: `name*` or `name?*`.
    pub(in crate::shape) const fn is_starred(&self) -> bool {
        match self.kind {
            AxisKind::Star => true,
            AxisKind::Rest => !self.name.equals(Symbol::from_bits(0)),
            _ => false,
        }
    }
}

/// A shape in a signature's text.
#[derive(Clone, Copy)]
pub(in crate::shape) struct Pattern {
    pub(in crate::shape) axes: [Axis; MAX_AXES],
    pub(in crate::shape) count: usize,
    /// The index of `..` or `name?`; if there is none, a number beyond all axes.
    pub(in crate::shape) rest: usize,
    /// Whether the pattern stands for one or more inputs.
    pub(in crate::shape) repeated: bool,
    pub(in crate::shape) start: usize,
}

impl Pattern {
    pub(in crate::shape) const NONE: Pattern = Pattern {
        axes: [Axis { kind: AxisKind::Rest, start: 0, end: 0, name: Symbol::from_bits(0), number: 0 };
            MAX_AXES],
        count: 0,
        rest: NO_REST,
        repeated: false,
        start: 0,
    };

    /// Returns the axis of a shape with this rank that matches the `axis`-th axis of the pattern.
    pub(in crate::shape) const fn place(&self, axis: usize, rank: usize) -> usize {
        if axis > self.rest { rank - (self.count - axis) } else { axis }
    }

    pub(in crate::shape) const fn takes_rank(&self, rank: usize) -> bool {
        if self.has_rest() {
            self.least_rank() <= rank && rank <= self.most_rank()
        } else {
            rank == self.count
        }
    }

    pub(in crate::shape) const fn least_rank(&self) -> usize {
        if self.has_rest() { self.count - 1 } else { self.count }
    }

    pub(in crate::shape) const fn most_rank(&self) -> usize {
        if self.has_rest() { self.count - 1 + self.axes[self.rest].number as usize } else { self.count }
    }

    pub(in crate::shape) const fn has_rest(&self) -> bool {
        self.rest != NO_REST
    }
}

pub(in crate::shape) const fn pattern(
    cursor: &mut Cursor<'_>,
    starred: bool,
) -> Result<Pattern, SyntaxError> {
    let mut pattern = Pattern::NONE;
    if cursor.peek() != b'[' {
        return Err(cursor.error("expected `[`"));
    }
    pattern.start = cursor.at;
    cursor.at += 1;
    let mut more = cursor.peek() != b']';
    while more {
        if pattern.count == MAX_AXES {
            return Err(cursor.error("a shape has at most 6 axes"));
        }
        let axis = match name_axis(cursor) {
            Some(axis) => axis,
            None => attempt!(axis(cursor)),
        };
        match axis.kind {
            AxisKind::Rest if pattern.has_rest() => {
                return Err(SyntaxError::new(
                    axis.start,
                    "`..` or an optional axis can occur only once in a shape",
                ));
            }
            AxisKind::Rest | AxisKind::Star if axis.is_starred() && !starred => {
                return Err(SyntaxError::new(axis.start, "only an input can be repeated"));
            }
            AxisKind::Rest => {
                pattern.rest = pattern.count;
                pattern.repeated = axis.is_starred();
            }
            AxisKind::Star => pattern.repeated = true,
            _ => {}
        }
        pattern.axes[pattern.count] = axis;
        pattern.count += 1;
        match cursor.peek() {
            b',' => cursor.at += 1,
            b']' => more = false,
            _ => return Err(cursor.error("expected `,` or `]`")),
        }
    }
    cursor.at += 1;
    if pattern.count == MAX_AXES && !pattern.has_rest() {
        return Err(SyntaxError::new(pattern.start, "a shape has at most 6 axes"));
    }
    if cursor.peek() == b'*' {
        if !starred {
            return Err(cursor.error("only an input can be repeated"));
        }
        cursor.at += 1;
        pattern.repeated = true;
    }
    Ok(pattern)
}

/// Parses a bare name, which most axes are, and packs its symbol in the same pass.
const fn name_axis(cursor: &mut Cursor<'_>) -> Option<Axis> {
    let (bytes, limit) = (cursor.bytes, cursor.end);
    let mut start = cursor.at;
    while start < limit && bytes[start] == b' ' {
        start += 1;
    }
    let mut packed = 0;
    let mut end = start;
    // One character more than a name can have does not overflow, and is rejected below.
    while end < limit && end <= start + Symbol::MAX_LEN {
        let digit = DIGITS[bytes[end] as usize];
        if digit == 0 {
            break;
        }
        packed = packed * BASE + digit as u128;
        end += 1;
    }
    if end == start
        || end == limit
        || end > start + Symbol::MAX_LEN
        || matches!(DIGITS[bytes[start] as usize], DIGIT_0..=DIGIT_9)
    {
        return None;
    }
    match bytes[end] {
        b',' | b']' => {
            cursor.at = end;
            Some(Axis { kind: AxisKind::Name, start, end, name: Symbol(packed << 16), number: 0 })
        }
        _ => None,
    }
}

const fn axis(cursor: &mut Cursor<'_>) -> Result<Axis, SyntaxError> {
    let first = cursor.peek();
    let start = cursor.at;
    let nameless = Symbol::from_bits(0);
    // Most axes are one word: these are parsed here.
    let mut ahead = *cursor;
    match first {
        b'.' if cursor.eat_two(b'.', b'.') => {
            let most = MAX_AXES as i64;
            return Ok(Axis { kind: AxisKind::Rest, start, end: start + 2, name: nameless, number: most });
        }
        b'0'..=b'9' => {
            if let Ok(number) = ahead.number() {
                let end = ahead.at;
                if matches!(ahead.peek(), b',' | b']') {
                    *cursor = ahead;
                    return Ok(Axis { kind: AxisKind::Number, start, end, name: nameless, number });
                }
            }
        }
        b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
            if let Some((_, end)) = ahead.word() {
                let mut next = ahead.peek();
                let optional = next == b'?' && matches!(first, b'_' | b'a'..=b'z');
                if optional {
                    ahead.at += 1;
                    next = ahead.peek();
                }
                let star = next == b'*';
                if star {
                    ahead.at += 1;
                    next = ahead.peek();
                }
                if matches!(next, b',' | b']') {
                    let written = ahead.at;
                    *cursor = ahead;
                    if optional {
                        let name = match Symbol::from_bytes(cursor.bytes(), start, end, 0) {
                            Some(name) if star => name,
                            Some(_) => nameless,
                            None => return Err(SyntaxError::new(start, expression::NAME)),
                        };
                        return Ok(Axis { kind: AxisKind::Rest, start, end: written, name, number: 1 });
                    }
                    let kind = match (star, first) {
                        (false, b'A'..=b'Z') => {
                            return Ok(Axis {
                                kind: AxisKind::Constant,
                                start,
                                end,
                                name: nameless,
                                number: 0,
                            });
                        }
                        (false, _) => AxisKind::Name,
                        (true, _) => AxisKind::Star,
                    };
                    return match Symbol::from_bytes(cursor.bytes(), start, end, 0) {
                        Some(name) => Ok(Axis { kind, start, end, name, number: 0 }),
                        None => Err(SyntaxError::new(start, expression::NAME)),
                    };
                }
            }
        }
        _ => {}
    }
    let end = skip_expression(cursor, false);
    if end == start {
        return Err(SyntaxError::new(start, "expected a size: a name, a number, `..` or `(`"));
    }
    Ok(Axis { kind: AxisKind::Expression, start, end, name: nameless, number: 0 })
}

/// Skips the characters that can belong to an expression, and returns its end without trailing spaces.
pub(in crate::shape) const fn skip_expression(cursor: &mut Cursor<'_>, in_condition: bool) -> usize {
    let (bytes, limit) = (cursor.bytes, cursor.end);
    let (mut depth, mut at) = (0, cursor.at);
    let mut end = cursor.at;
    while at < limit {
        match bytes[at] {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'+' | b'*' | b'/' => {}
            b' ' | b'\n' | b'\r' | b'\t' => {
                at += 1;
                continue;
            }
            b'-' if in_condition || at + 1 == limit || bytes[at + 1] != b'>' => {}
            // Only inside `sum(..)`.
            b'.' if depth > 0 => {}
            b'(' => depth += 1,
            b')' if depth > 0 => depth -= 1,
            _ => break,
        }
        at += 1;
        end = at;
    }
    cursor.at = at;
    end
}
