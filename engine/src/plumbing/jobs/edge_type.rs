//! The short names of types in drawings: without modules, and for arrays the type of the elements.

use crate::graph::EdgeType;
use crate::shape::Shape;

/// Returns the text of an edge in a drawing. An array is shown by its elements, because its name in `ndarray` is long.
pub(crate) fn edge_type(type_name: &str, shape: &Shape) -> EdgeType {
    const ARRAY: &str = "ArrayBase<OwnedArcRepr<";
    let name = short_name(type_name);
    match name.strip_prefix(ARRAY).and_then(first_argument) {
        Some(element) => {
            EdgeType::new(element, format!("ArcArray{}<{element}>", shape.rank()), shape.to_string())
        }
        None => match (name.strip_prefix("Nullable<"), name.strip_prefix("Records<")) {
            _ if name.starts_with("Sparse<") => {
                let element = name.trim_start_matches("Sparse<").strip_suffix('>').unwrap_or(&name);
                EdgeType::new(format!("sparse {element}"), name.clone(), shape.to_string())
            }
            (Some(rest), _) => {
                let element = rest.strip_suffix('>').unwrap_or(rest);
                EdgeType::new(format!("Option<{element}>"), name.clone(), shape.to_string())
            }
            (None, Some(rest)) => {
                EdgeType::new(rest.strip_suffix('>').unwrap_or(rest), name.clone(), shape.to_string())
            }
            (None, None) => EdgeType::plain(name.clone(), name),
        },
    }
}

/// Returns `f32` of `f32>, Dim<[usize; 2]>>`: the text before the bracket that closes an earlier one.
fn first_argument(rest: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (index, character) in rest.char_indices() {
        match character {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' if depth == 0 => return Some(&rest[..index]),
            '>' | ')' | ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns the name of a type without its modules: `Vec<String>`, not `alloc::vec::Vec<alloc::string::String>`.
fn short_name(name: &str) -> String {
    let mut short = String::with_capacity(name.len());
    let mut word_start = 0;
    let mut rest = name;
    while let Some(character) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("::") {
            short.truncate(word_start);
            rest = after;
            continue;
        }
        short.push(character);
        rest = &rest[character.len_utf8()..];
        if !character.is_alphanumeric() && character != '_' {
            word_start = short.len();
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use std::any::type_name;

    use ndarray::{ArcArray, Ix2};

    use super::*;

    #[test]
    fn names_lose_their_modules_but_not_their_parameters() {
        let name = "alloc::vec::Vec<(alloc::string::String, core::option::Option<f32>)>";
        assert_eq!(short_name(name), "Vec<(String, Option<f32>)>");
    }

    #[test]
    fn an_array_is_shown_by_its_elements() {
        let shape = Shape::new("[n, 8]", &[]);
        let shown = edge_type(type_name::<ArcArray<Option<Vec<f32>>, Ix2>>(), &shape);
        assert_eq!((shown.element.as_str(), shown.shape.as_str()), ("Option<Vec<f32>>", "[n, 8]"));
        assert_eq!(shown.rust_type, "ArcArray2<Option<Vec<f32>>>");
        assert_eq!(edge_type(type_name::<String>(), &Shape::SCALAR).shape, "");
        let sparse = edge_type(type_name::<crate::sparse::Sparse<f32>>(), &shape);
        assert_eq!((sparse.element.as_str(), sparse.shape.as_str()), ("sparse f32", "[n, 8]"));
    }
}
