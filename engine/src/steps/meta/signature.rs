//! Texts of signatures computed from another one.
//!
//! Invariant: a valid text gives a valid text, or one that refuses the step (`!`, see [`Signature`]), which is an error at the
//! user's step. A text that refuses stays as it is.

use crate::shape::{MAX_CONSTANTS, Signature, Text};

/// Names of a leading axis; the first one that the text does not contain is used.
const ITEMS: [&str; 6] = ["items", "items_2", "items_3", "items_4", "items_5", "items_6"];

/// The signature of a step that is not fitted again: without `fit(..)`.
pub(super) const fn without_targets(text: &str) -> Text<512> {
    if is_refused(text) {
        return unchanged(text);
    }
    let bytes = text.as_bytes();
    let mut out = Text::new();
    let (mut at, mut kept) = (0, 0);
    while at < bytes.len() {
        if starts_with(bytes, at, b"fit(") && (at == 0 || bytes[at - 1] == b' ' || bytes[at - 1] == b']') {
            out.push_part(text, kept, at);
            let mut depth = 0;
            while at < bytes.len() && (bytes[at] != b')' || depth > 1) {
                match bytes[at] {
                    b'(' => depth += 1,
                    b')' => depth -= 1,
                    _ => {}
                }
                at += 1;
            }
            kept = at + 1;
        }
        at += 1;
    }
    out.push_part(text, kept, bytes.len());
    whole(out)
}

/// The signature of a step that is applied to each item of a leading axis.
pub(super) const fn for_items(text: &str) -> Text<512> {
    if is_refused(text) {
        return unchanged(text);
    }
    let bytes = text.as_bytes();
    let mut name = 0;
    while name + 1 < ITEMS.len() && contains(bytes, ITEMS[name].as_bytes()) {
        name += 1;
    }
    let mut out = Text::new();
    let (mut at, mut kept) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == b'[' {
            out.push_part(text, kept, at + 1);
            kept = at + 1;
            out.push_str(ITEMS[name]);
            let mut next = kept;
            while next < bytes.len() && bytes[next] == b' ' {
                next += 1;
            }
            if next < bytes.len() && bytes[next] != b']' {
                out.push_str(", ");
            }
        }
        at += 1;
    }
    out.push_part(text, kept, bytes.len());
    whole(out)
}

/// The signature of a step for rows, applied to all leading axes as rows: `..` follows the first axis of each shape, and an axis
/// that may be missing is there: a value with one axis has rows, and no columns.
pub(super) const fn for_leading_axes(text: &str) -> Text<512> {
    if is_refused(text) {
        return unchanged(text);
    }
    let bytes = text.as_bytes();
    let mut out = Text::new();
    let (mut at, mut kept) = (0, 0);
    let mut name = (0, 0);
    while at < bytes.len() {
        if bytes[at] == b'[' {
            let start = at + 1;
            let mut end = start;
            while end < bytes.len() && is_of_name(bytes[end]) {
                end += 1;
            }
            if name.1 == 0 {
                name = (start, end);
            }
            let same = end - start == name.1 - name.0 && equal(bytes, start, name.0, name.1 - name.0);
            let whole = end < bytes.len() && (bytes[end] == b',' || bytes[end] == b']');
            if start == end || !same || !whole {
                return refused(
                    "`Flattened` needs a step whose shapes all begin with the same size, the number of rows",
                );
            }
            out.push_part(text, kept, end);
            out.push_str(", ..");
            kept = end;
            at = end;
        } else if bytes[at] == b'?' && is_of_name(bytes[at - 1]) {
            out.push_part(text, kept, at);
            at += 1;
            kept = at;
        } else {
            if name.1 > 0 && equal(bytes, at, name.0, name.1 - name.0) && !is_of_name(bytes[at - 1]) {
                let end = at + name.1 - name.0;
                if end >= bytes.len() || !is_of_name(bytes[end]) {
                    return refused(
                        "`Flattened` needs a step whose number of rows is only the first axis of its shapes",
                    );
                }
            }
            at += 1;
        }
    }
    out.push_part(text, kept, bytes.len());
    whole(out)
}

/// The signature of a step that selects rows and targets, with a weight for each row as well.
pub(super) const fn with_weights(text: &str) -> Text<512> {
    if is_refused(text) {
        return unchanged(text);
    }
    let bytes = text.as_bytes();
    let mut out = Text::new();
    let (first, arrow) = (find(bytes, 0, b"["), find(bytes, 0, b" ->"));
    let to = find(bytes, arrow, b"[");
    if arrow == bytes.len() {
        return unchanged(text);
    }
    let has_two_of_each = find(bytes, first + 1, b"[") < arrow && find(bytes, to + 1, b"[") < bytes.len();
    if !has_two_of_each || find(bytes, 0, b"fit(") < bytes.len() {
        return refused(
            "`WithWeights` is for a step that selects rows and targets, such as `Balance`; a step that learns with weights takes \
             them itself, as in `StandardScaler.fit(weight)`",
        );
    }
    let end = find(bytes, to, b" where ");
    let (given, selected) = (axis(bytes, first + 1), axis(bytes, to + 1));
    out.push_part(text, 0, arrow);
    out.push_str(", [");
    out.push_part(text, given.0, given.1);
    out.push_str("]");
    out.push_part(text, arrow, end);
    out.push_str(", [");
    out.push_part(text, selected.0, selected.1);
    out.push_str("]");
    out.push_part(text, end, bytes.len());
    whole(out)
}

/// The signature of a step that may be left out: each axis of the output equals that of the input.
pub(super) const fn same_shape(text: &str) -> Text<512> {
    if is_refused(text) {
        return unchanged(text);
    }
    let bytes = text.as_bytes();
    let mut out = Text::new();
    out.push_str(text);
    let arrow = find(bytes, 0, b"->");
    let (mut at, mut to) = (find(bytes, 0, b"["), find(bytes, arrow, b"["));
    if at > arrow || to == bytes.len() {
        return out;
    }
    let mut has_condition = find(bytes, to, b" where ") < bytes.len();
    while bytes[at] != b']' && bytes[to] != b']' {
        let (start, end) = axis(bytes, at + 1);
        let (given, given_end) = axis(bytes, to + 1);
        let is_rest = is_rest(bytes, start, end) || is_rest(bytes, given, given_end);
        let is_same = given_end - given == end - start
            && starts_with(bytes, given, bytes.split_at(end).0.split_at(start).1);
        if !is_rest && !is_same {
            out.push_str(if has_condition { ", " } else { " where " });
            out.push_part(text, given, given_end);
            out.push_str(" == ");
            out.push_part(text, start, end);
            has_condition = true;
        }
        (at, to) = (find_end(bytes, end), find_end(bytes, given_end));
    }
    whole(out)
}

/// The signature of a step of which a type states a number of copies or folds that is too small: one more condition, such as
/// `FOLDS >= 2`, which does not hold. A step inside that has this constant has such a mistake already.
pub(super) const fn too_few(
    signature: &Signature,
    text: &'static Text<512>,
    name: &'static str,
    number: usize,
) -> Signature {
    let constants = signature.constants();
    let mut all = [(name, number as i64); MAX_CONSTANTS];
    let mut at = 0;
    while at < constants.len() {
        let known = constants[at].0.as_bytes();
        if known.len() == name.len() && starts_with(known, 0, name.as_bytes()) || at + 1 == MAX_CONSTANTS {
            return *signature;
        }
        all[at] = constants[at];
        at += 1;
    }
    Signature::new(text.as_str(), all.split_at(at + 1).0)
}

/// The text of a signature with one more condition.
pub(super) const fn with_condition(text: &str, condition: &str) -> Text<512> {
    if is_refused(text) {
        return unchanged(text);
    }
    let bytes = text.as_bytes();
    let mut out = Text::new();
    out.push_str(text);
    out.push_str(if find(bytes, 0, b" where ") < bytes.len() { ", " } else { " where " });
    out.push_str(condition);
    out
}

/// Whether this is `..` or `d?`, which match no axis, one, or several.
const fn is_rest(bytes: &[u8], start: usize, end: usize) -> bool {
    find(bytes, start, b"..") < end || find(bytes, start, b"?") < end
}

/// Whether `length` bytes are equal at both places.
const fn equal(bytes: &[u8], one: usize, other: usize, length: usize) -> bool {
    let mut offset = 0;
    while offset < length {
        if one + offset >= bytes.len() || bytes[one + offset] != bytes[other + offset] {
            return false;
        }
        offset += 1;
    }
    true
}

/// The first place of `part` from `at` on, or the end.
const fn find(bytes: &[u8], mut at: usize, part: &[u8]) -> usize {
    while at < bytes.len() && !starts_with(bytes, at, part) {
        at += 1;
    }
    at
}

/// The axis that begins here, without the spaces around it.
const fn axis(bytes: &[u8], mut start: usize) -> (usize, usize) {
    let mut end = find_end(bytes, start);
    while start < end && bytes[start] == b' ' {
        start += 1;
    }
    while end > start && bytes[end - 1] == b' ' {
        end -= 1;
    }
    (start, end)
}

/// The `,` or `]` after the axis here.
const fn find_end(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0;
    while at + 1 < bytes.len() {
        match bytes[at] {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b',' | b']' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    at
}

/// The text of a signature that refuses the step inside, with the reason.
const fn refused(reason: &str) -> Text<512> {
    let mut out = Text::new();
    out.push_str("!");
    out.push_str(reason);
    out
}

const fn is_refused(text: &str) -> bool {
    starts_with(text.as_bytes(), 0, b"!")
}

const fn unchanged(text: &str) -> Text<512> {
    let mut out = Text::new();
    out.push_str(text);
    out
}

const fn whole(out: Text<512>) -> Text<512> {
    if out.is_cut() {
        return refused(
            "the signature of the wrapped step is too long: that of the meta-step has at most 512 bytes",
        );
    }
    out
}

const fn starts_with(bytes: &[u8], at: usize, start: &[u8]) -> bool {
    let mut offset = 0;
    while offset < start.len() {
        if at + offset >= bytes.len() || bytes[at + offset] != start[offset] {
            return false;
        }
        offset += 1;
    }
    true
}

/// Whether the text contains a word; `items_2` does not contain `items`.
const fn contains(bytes: &[u8], word: &[u8]) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        if starts_with(bytes, at, word) {
            let end = at + word.len();
            let before = at > 0 && is_of_name(bytes[at - 1]);
            if !before && (end >= bytes.len() || !is_of_name(bytes[end])) {
                return true;
            }
        }
        at += 1;
    }
    false
}

const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_left_out() {
        let plain = |text| without_targets(text).as_str().to_owned();
        assert_eq!(plain("[n, d] fit([n]) -> [n, C] where C >= 2"), "[n, d]  -> [n, C] where C >= 2");
        assert_eq!(plain("[n, d] fit([n], ([m, (d)], [m])?) -> [n, d]"), "[n, d]  -> [n, d]");
        assert_eq!(plain("[n, d] -> [n, fitted(d)]"), "[n, d] -> [n, fitted(d)]");
        assert_eq!(plain("poison"), "poison");
    }

    #[test]
    fn a_number_that_is_too_small_is_one_more_condition() {
        let text = |text| with_condition(text, "FOLDS >= 2").as_str().to_owned();
        assert_eq!(text("[n, d] -> [n, d]"), "[n, d] -> [n, d] where FOLDS >= 2");
        assert_eq!(text("[n, d] -> [n, K] where K <= d"), "[n, d] -> [n, K] where K <= d, FOLDS >= 2");
        static TEXT: Text<512> = with_condition("[n, d] -> [n, K] where K <= d", "FOLDS >= 2");
        let inner = Signature::new("[n, d] -> [n, K] where K <= d", &[("K", 3)]);
        let outer = too_few(&inner, &TEXT, "FOLDS", 1);
        assert_eq!(outer.constants(), [("K", 3), ("FOLDS", 1)]);
        assert_eq!(outer.check(), Ok(()));
        assert_eq!(too_few(&outer, &TEXT, "FOLDS", 0), outer);
    }

    #[test]
    fn each_row_has_a_weight() {
        let text = |text| with_weights(text).as_str().to_owned();
        assert_eq!(text("[n, d], [n] -> [kept, d], [kept]"), "[n, d], [n], [n] -> [kept, d], [kept], [kept]");
        assert_eq!(
            text("[ n , d], [n] -> [m, d], [m] where m <= n"),
            "[ n , d], [n], [n] -> [m, d], [m], [m] where m <= n"
        );
        assert_eq!(text("poison"), "poison");
        for other in [
            "[n, d] fit([n]) -> [n, d]",
            "[n, d] -> [n, d]",
            "[n, d], [n] -> [n]",
            "[n] -> [n], [n]",
            "[n, d] -> ",
        ] {
            assert!(text(other).starts_with("!`WithWeights` is for a step that selects rows"), "{other}");
        }
    }

    #[test]
    fn the_output_has_the_shape_of_the_input() {
        let kept = |text| same_shape(text).as_str().to_owned();
        assert_eq!(kept("[n, d] -> [n, d]"), "[n, d] -> [n, d]");
        assert_eq!(kept("[n, d] -> [n, K] where K <= d"), "[n, d] -> [n, K] where K <= d, K == d");
        assert_eq!(
            kept("[n, d] fit([n]) -> [ n, max(d, 2)]"),
            "[n, d] fit([n]) -> [ n, max(d, 2)] where max(d, 2) == d"
        );
        assert_eq!(kept("[..] -> [..]"), "[..] -> [..]");
        assert_eq!(kept("poison"), "poison");
    }

    #[test]
    fn every_shape_gets_a_leading_axis_of_a_new_name() {
        let text = for_items("[n, d] -> [n, K], [] where K <= d");
        assert_eq!(text.as_str(), "[items, n, d] -> [items, n, K], [items] where K <= d");
        assert_eq!(
            for_items(for_items("[..] -> [..]").as_str()).as_str(),
            "[items_2, items, ..] -> [items_2, items, ..]"
        );
    }

    #[test]
    fn leading_axes_become_the_rows() {
        let text = |text| for_leading_axes(text).as_str().to_owned();
        assert_eq!(
            text("[n, d] fit([n]) -> [n, C] where C >= 2"),
            "[n, .., d] fit([n, ..]) -> [n, .., C] where C >= 2"
        );
        assert_eq!(text("poison"), "poison");
        assert!(text("[n, d] -> [m, d]").starts_with("!`Flattened` needs a step"));
        assert!(text("[n, d] -> [n, d + n]").starts_with("!`Flattened` needs a step"));
        assert!(text("[n, d] -> []").starts_with("!`Flattened` needs a step"));
    }
}
