//! The source location of a node: its own token, not the macro call.

use super::*;

mod inner {
    pub(super) use shapeflow_tests::steps::OneMore as Tripled;
}

pipeline! {
    Located(
        first: f32[n, 2],
        second: f32[n, 2],
    ) fit(
        third: f32[n],
    ) -> f32[n, 2] {
        a = first |> OneMore |> alias: Times { by: 2.0 };
        b = [
            second |> Center,
            a,
        ] |> Sum
          |> inner::Tripled
          |> Ratio.fit(third);
        b
    }

    Around(x: f32[n, 2]) fit(y: f32[n]) -> f32[n, 2] { (x, x) |> Located.fit(y) }
}

/// The text at a place of this file.
fn at(location: shapeflow::graph::Location) -> String {
    assert!(location.file.ends_with("locations.rs"), "{}", location.file);
    let line =
        include_str!("locations.rs").lines().nth(location.line as usize - 1).expect("a line of this file");
    let rest: String = line.chars().skip(location.column as usize - 1).collect();
    rest.chars().take_while(|letter| letter.is_alphanumeric() || "_:".contains(*letter)).collect()
}

#[test]
fn every_step_and_every_input_is_found_at_its_own_token() {
    let expected = [
        ("first", "first:"),
        ("second", "second:"),
        ("third", "third:"),
        ("a.one_more", "OneMore"),
        ("a.alias", "Times"),
        ("b.center", "Center"),
        ("b.sum", "Sum"),
        ("b.tripled", "inner::Tripled"),
        ("b.ratio", "Ratio"),
    ];
    let (graph, around) = (Located::graph(), Around::graph());
    for (path, text) in expected {
        let node = graph.find(path).unwrap_or_else(|| panic!("no `{path}`"));
        assert_eq!(at(node.source), text, "{path}");
        if node.is_step() {
            let nested =
                around.find(&format!("output.{path}")).unwrap_or_else(|| panic!("no nested `{path}`"));
            assert_eq!(nested.source, node.source, "{path}");
        }
    }
}
