//! The grammar of a signature: which shapes, which axes, which conditions, and where each stands in the text.
//!
//! `[inputs] [fit(inputs)] -> outputs [where condition {, condition}]`. Invariant: every span lies within the text;
//! the arithmetic within an axis is read later, by `expression`.

use super::cursor::{Cursor, SyntaxError, is_word};
use super::infer::MAX_OUTPUTS;
use super::symbol::{self, Symbol};

pub(super) const MAX_INPUTS: usize = 8;
pub(super) const MAX_FIT: usize = 4;
pub(super) const MAX_CONDITIONS: usize = 6;
/// `MAX_RANK` and a `..` that stands for none.
pub(super) const MAX_AXES: usize = 7;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AxisKind {
    /// A bare name: it binds.
    Name,
    /// `name*`: another size in each repetition of the input.
    Star,
    /// `..`
    Rest,
    /// A bare number.
    Number(i64),
    /// A bare upper-case name.
    Constant,
    /// Anything that has to be computed.
    Expression,
}

#[derive(Clone, Copy)]
pub(super) struct Axis {
    pub(super) kind: AxisKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Of `Name` and `Star`.
    pub(super) name: Symbol,
}

/// A shape in the text.
#[derive(Clone, Copy)]
pub(super) struct Pattern {
    pub(super) axes: [Axis; MAX_AXES],
    pub(super) count: usize,
    /// Which axis is `..`.
    pub(super) rest: Option<usize>,
    /// Stands for one or more inputs.
    pub(super) repeated: bool,
    pub(super) start: usize,
}

impl Pattern {
    const NONE: Pattern = Pattern {
        axes: [Axis { kind: AxisKind::Rest, start: 0, end: 0, name: Symbol::from_bits(0) }; MAX_AXES],
        count: 0,
        rest: None,
        repeated: false,
        start: 0,
    };

    /// Which axis of a shape of that rank the `axis`-th one is.
    pub(super) const fn place(&self, axis: usize, rank: usize) -> usize {
        match self.rest {
            Some(rest) if axis > rest => rank - (self.count - axis),
            _ => axis,
        }
    }

    pub(super) const fn takes_rank(&self, rank: usize) -> bool {
        match self.rest {
            Some(_) => rank + 1 >= self.count,
            None => rank == self.count,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Less,
    AtMost,
    Greater,
    AtLeast,
    Equal,
    Unequal,
}

/// `left relation right` in the text; the sides are `start..operator` and `after..end`.
#[derive(Clone, Copy)]
pub(super) struct Condition {
    pub(super) relation: Relation,
    pub(super) start: usize,
    pub(super) operator: usize,
    pub(super) after: usize,
    pub(super) end: usize,
}

/// Where everything stands in a signature's text.
pub(super) struct Layout {
    pub(super) inputs: [Pattern; MAX_INPUTS],
    pub(super) input_count: usize,
    pub(super) fit: [Pattern; MAX_FIT],
    pub(super) fit_count: usize,
    pub(super) has_fit: bool,
    pub(super) outputs: [Pattern; MAX_OUTPUTS],
    pub(super) output_count: usize,
    pub(super) conditions: [Condition; MAX_CONDITIONS],
    pub(super) condition_count: usize,
    /// Which input is repeated.
    pub(super) repeated: Option<usize>,
}

impl Layout {
    pub(super) const fn read(text: &str) -> Result<Layout, SyntaxError> {
        let nothing = Condition { relation: Relation::Equal, start: 0, operator: 0, after: 0, end: 0 };
        let mut layout = Layout {
            inputs: [Pattern::NONE; MAX_INPUTS],
            input_count: 0,
            fit: [Pattern::NONE; MAX_FIT],
            fit_count: 0,
            has_fit: false,
            outputs: [Pattern::NONE; MAX_OUTPUTS],
            output_count: 0,
            conditions: [nothing; MAX_CONDITIONS],
            condition_count: 0,
            repeated: None,
        };
        let mut cursor = Cursor::new(text);
        if cursor.peek() == b'[' {
            layout.input_count = attempt!(shapes(&mut cursor, &mut layout.inputs, true));
        }
        let mut at = 0;
        while at < layout.input_count {
            if layout.inputs[at].repeated {
                if layout.repeated.is_some() {
                    return Err(SyntaxError::new(layout.inputs[at].start, "only one input can be repeated"));
                }
                layout.repeated = Some(at);
            }
            at += 1;
        }
        if cursor.peek() == b'f' && cursor.eat_word("fit") {
            layout.has_fit = true;
            attempt!(cursor.expect(b'(', "expected `(` after `fit`"));
            layout.fit_count = attempt!(shapes(&mut cursor, &mut layout.fit, false));
            attempt!(cursor.expect(b')', "expected `,` or `)`"));
        }
        if !cursor.eat_two(b'-', b'>') {
            return Err(cursor.error(if layout.has_fit {
                "expected `->`"
            } else if layout.input_count == 0 {
                "expected `[`, `fit(` or `->`"
            } else {
                "expected `,`, `fit(` or `->`"
            }));
        }
        layout.output_count = attempt!(shapes(&mut cursor, &mut layout.outputs, false));
        if cursor.peek() == 0 && cursor.at == cursor.end {
            return Ok(layout);
        }
        if cursor.eat_word("where") {
            loop {
                if layout.condition_count == MAX_CONDITIONS {
                    return Err(cursor.error("a signature has at most 6 conditions"));
                }
                layout.conditions[layout.condition_count] = attempt!(condition(&mut cursor));
                layout.condition_count += 1;
                if !cursor.eat(b',') {
                    break;
                }
            }
            attempt!(cursor.expect_end("expected `,` or the end"));
        } else {
            attempt!(cursor.expect_end("expected `,`, `where` or the end"));
        }
        Ok(layout)
    }
}

const fn shapes(
    cursor: &mut Cursor<'_>,
    patterns: &mut [Pattern],
    starred: bool,
) -> Result<usize, SyntaxError> {
    let mut count = 0;
    loop {
        if count == patterns.len() {
            return Err(cursor.error("too many shapes: at most 8 inputs, 4 in `fit`, 4 outputs"));
        }
        patterns[count] = attempt!(pattern(cursor, starred));
        count += 1;
        if !cursor.eat(b',') {
            return Ok(count);
        }
    }
}

const fn pattern(cursor: &mut Cursor<'_>, starred: bool) -> Result<Pattern, SyntaxError> {
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
            AxisKind::Rest if pattern.rest.is_some() => {
                return Err(SyntaxError::new(axis.start, "`..` can stand once in a shape"));
            }
            AxisKind::Rest => pattern.rest = Some(pattern.count),
            AxisKind::Star if !starred => {
                return Err(SyntaxError::new(axis.start, "only an input can be repeated"));
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
    if pattern.count == MAX_AXES && pattern.rest.is_none() {
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

/// Most axes are a bare name: that is read in one go, its symbol packed on the way.
const fn name_axis(cursor: &mut Cursor<'_>) -> Option<Axis> {
    let (bytes, limit) = (cursor.bytes, cursor.end);
    let mut start = cursor.at;
    while start < limit && bytes[start] == b' ' {
        start += 1;
    }
    let mut packed = 0;
    let mut end = start;
    // One character more than a name can have does not overflow, and is refused below.
    while end < limit && end <= start + Symbol::MAX_LEN {
        let digit = symbol::DIGITS[bytes[end] as usize];
        if digit == 0 {
            break;
        }
        packed = packed * symbol::BASE + digit as u128;
        end += 1;
    }
    if end == start || end == limit || end > start + Symbol::MAX_LEN || matches!(bytes[start], b'0'..=b'9') {
        return None;
    }
    match bytes[end] {
        b',' | b']' => {
            cursor.at = end;
            Some(Axis { kind: AxisKind::Name, start, end, name: Symbol(packed << 16) })
        }
        _ => None,
    }
}

const fn axis(cursor: &mut Cursor<'_>) -> Result<Axis, SyntaxError> {
    let first = cursor.peek();
    let start = cursor.consumed();
    let nameless = Symbol::from_bits(0);
    // Most axes are one word: those are read here and now.
    let mut ahead = *cursor;
    match first {
        b'.' if cursor.eat_two(b'.', b'.') => {
            return Ok(Axis { kind: AxisKind::Rest, start, end: start + 2, name: nameless });
        }
        b'0'..=b'9' => {
            if let Ok(number) = ahead.number() {
                let end = ahead.consumed();
                if matches!(ahead.peek(), b',' | b']') {
                    *cursor = ahead;
                    return Ok(Axis { kind: AxisKind::Number(number), start, end, name: nameless });
                }
            }
        }
        b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
            if let Some((_, end)) = ahead.word() {
                let mut next = ahead.peek();
                let star = next == b'*';
                if star {
                    ahead.advance(1);
                    next = ahead.peek();
                }
                if matches!(next, b',' | b']') {
                    *cursor = ahead;
                    let kind = match (star, first) {
                        (false, b'A'..=b'Z') => {
                            return Ok(Axis { kind: AxisKind::Constant, start, end, name: nameless });
                        }
                        (false, _) => AxisKind::Name,
                        (true, _) => AxisKind::Star,
                    };
                    return match Symbol::from_bytes(cursor.bytes(), start, end, 0) {
                        Some(name) => Ok(Axis { kind, start, end, name }),
                        None => Err(SyntaxError::new(start, super::expression::NAME)),
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
    Ok(Axis { kind: AxisKind::Expression, start, end, name: nameless })
}

/// Moves over what can belong to an expression, and returns its end without trailing spaces.
const fn skip_expression(cursor: &mut Cursor<'_>, in_condition: bool) -> usize {
    let mut depth = 0;
    let mut end = cursor.position();
    loop {
        let byte = cursor.peek_at(0);
        let belongs = match byte {
            b'(' => {
                depth += 1;
                true
            }
            b')' => {
                depth -= 1;
                depth >= 0
            }
            b'-' => in_condition || cursor.peek_at(1) != b'>',
            b'+' | b'*' | b'/' => true,
            // Only within `sum(..)`.
            b'.' => depth > 0,
            _ => byte.is_ascii_whitespace() || is_word(byte),
        };
        if !belongs {
            return end;
        }
        cursor.advance(1);
        if !byte.is_ascii_whitespace() {
            end = cursor.consumed();
        }
    }
}

const fn condition(cursor: &mut Cursor<'_>) -> Result<Condition, SyntaxError> {
    let start = cursor.position();
    if skip_expression(cursor, true) == start {
        return Err(SyntaxError::new(start, "expected a condition such as `d >= 2`"));
    }
    let operator = cursor.position();
    let relation = if cursor.eat_two(b'<', b'=') {
        Relation::AtMost
    } else if cursor.eat_two(b'>', b'=') {
        Relation::AtLeast
    } else if cursor.eat_two(b'=', b'=') {
        Relation::Equal
    } else if cursor.eat_two(b'!', b'=') {
        Relation::Unequal
    } else if cursor.eat(b'<') {
        Relation::Less
    } else if cursor.eat(b'>') {
        Relation::Greater
    } else {
        return Err(cursor.error("expected `<`, `<=`, `>`, `>=`, `==` or `!=`"));
    };
    let after = cursor.position();
    let end = skip_expression(cursor, true);
    if end == after {
        return Err(SyntaxError::new(after, "expected a size to compare with"));
    }
    Ok(Condition { relation, start, operator, after, end })
}
