//! The grammar of a signature: its shapes, axes and conditions, and their spans in the text.
//!
//! `[inputs] [fit(targets)] -> outputs [where condition {, condition}]`.
//!
//! Invariant: every span is inside the text; the arithmetic of an axis is parsed later, by `expression`.

use super::cursor::Cursor;
use super::error::{SyntaxError, is_refusal};
use super::optional::FitTargets;
use super::pattern::{Pattern, pattern, skip_expression};
use crate::shape::limits::{MAX_CONDITIONS, MAX_FIT, MAX_INPUTS, MAX_OUTPUTS};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::shape) enum Relation {
    Less,
    AtMost,
    Greater,
    AtLeast,
    Equal,
    Unequal,
}

/// `left relation right` in the text. The sides are `start..operator` and `after..end`.
#[derive(Clone, Copy)]
pub(in crate::shape) struct Condition {
    pub(in crate::shape) relation: Relation,
    pub(in crate::shape) start: usize,
    pub(in crate::shape) operator: usize,
    pub(in crate::shape) after: usize,
    pub(in crate::shape) end: usize,
}

/// A parsed signature: the spans of its parts.
pub(in crate::shape) struct Layout {
    pub(in crate::shape) inputs: [Pattern; MAX_INPUTS],
    pub(in crate::shape) input_count: usize,
    pub(in crate::shape) fit: [Pattern; MAX_FIT],
    pub(in crate::shape) targets: FitTargets,
    pub(in crate::shape) has_fit: bool,
    pub(in crate::shape) outputs: [Pattern; MAX_OUTPUTS],
    pub(in crate::shape) output_count: usize,
    pub(in crate::shape) conditions: [Condition; MAX_CONDITIONS],
    pub(in crate::shape) condition_count: usize,
    /// The index of the repeated input.
    pub(in crate::shape) repeated: Option<usize>,
}

impl Layout {
    pub(in crate::shape) const fn read(text: &str) -> Result<Layout, SyntaxError> {
        if is_refusal(text) {
            return Err(SyntaxError::new(0, "this text gives a reason, not a signature"));
        }
        let nothing = Condition { relation: Relation::Equal, start: 0, operator: 0, after: 0, end: 0 };
        let mut layout = Layout {
            inputs: [Pattern::NONE; MAX_INPUTS],
            input_count: 0,
            fit: [Pattern::NONE; MAX_FIT],
            targets: FitTargets::NONE,
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
            layout.targets = attempt!(targets(&mut cursor, &mut layout.fit));
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
                    return Err(cursor.error("a signature has at most 8 conditions"));
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

const TOO_MANY: &str = "too many shapes: at most 8 inputs, 4 in `fit`, 4 outputs";

/// Parses the targets in `fit(..)`, such as `[n], [n]?, ([m, d], [m])?`, with the closing parenthesis.
const fn targets(cursor: &mut Cursor<'_>, patterns: &mut [Pattern]) -> Result<FitTargets, SyntaxError> {
    let mut targets = FitTargets::NONE;
    loop {
        let start = cursor.position();
        let first = targets.count;
        let is_group = cursor.eat(b'(');
        loop {
            if targets.count == patterns.len() {
                return Err(cursor.error(TOO_MANY));
            }
            patterns[targets.count] = attempt!(pattern(cursor, false));
            targets.count += 1;
            if !is_group || !cursor.eat(b',') {
                break;
            }
        }
        if is_group {
            attempt!(cursor.expect(b')', "expected `,` or `)?`"));
        }
        if cursor.eat(b'?') {
            targets.groups += 1;
            let mut at = first;
            while at < targets.count {
                targets.group[at] = targets.groups;
                at += 1;
            }
        } else if is_group {
            return Err(
                cursor.error("expected `?`: parentheses group optional targets that are left out together")
            );
        } else if targets.groups > 0 {
            return Err(SyntaxError::new(start, "a required target must come before the optional ones"));
        }
        if !cursor.eat(b',') {
            attempt!(cursor.expect(b')', "expected `,`, `?` or `)`"));
            return Ok(targets);
        }
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
            return Err(cursor.error(TOO_MANY));
        }
        patterns[count] = attempt!(pattern(cursor, starred));
        count += 1;
        if !cursor.eat(b',') {
            return Ok(count);
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
