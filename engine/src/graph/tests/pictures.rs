//! Both notations of every picture, word for word.

use super::fixtures;
use crate::graph::{Detail, Direction, DrawOptions, Graph, GraphBuilder, Part, Theme};

/// Every picture that is compared and given to Graphviz: a name, a graph and the options.
pub(super) fn all() -> Vec<(&'static str, Graph, DrawOptions)> {
    let plain = DrawOptions::default();
    let dark = DrawOptions { theme: Theme::Dark, direction: Direction::Down, legend: true, ..plain };
    let collapsed = DrawOptions { detail: Detail::Collapsed, ..plain };
    let part = |part| DrawOptions { part, ..plain };
    vec![
        ("digits", fixtures::digits(), plain),
        ("digits_dark_down_legend", fixtures::digits(), dark),
        ("digits_fit", fixtures::digits(), part(Part::Fit)),
        ("digits_predict", fixtures::digits(), part(Part::Predict)),
        ("nested", fixtures::nested(), plain),
        ("nested_collapsed", fixtures::nested(), collapsed),
        ("nested_depth_1", fixtures::nested(), DrawOptions { detail: Detail::Depth(1), ..plain }),
        ("nested_predict_collapsed", fixtures::nested(), DrawOptions { part: Part::Predict, ..collapsed }),
        ("many_outputs", fixtures::many_outputs(), plain),
        ("label_transforms", fixtures::label_transforms(), DrawOptions { legend: true, ..plain }),
        ("blocks", fixtures::blocks(), plain),
        ("blocks_collapsed", fixtures::blocks(), collapsed),
        ("pass_through", fixtures::pass_through(), plain),
        ("pass_through_collapsed", fixtures::pass_through(), collapsed),
        ("hostile", fixtures::all_named("\"><script>\n{|}"), plain),
        ("empty", GraphBuilder::new("Empty").finish(), dark),
    ]
}

#[test]
fn graphviz_and_mermaid_text() {
    for (name, graph, options) in all() {
        insta::assert_snapshot!(format!("{name}_dot"), graph.dot_with(&options));
        insta::assert_snapshot!(format!("{name}_mermaid"), graph.mermaid_with(&options));
    }
}

#[test]
fn listings() {
    let graphs =
        [fixtures::digits(), fixtures::nested(), fixtures::label_transforms(), fixtures::many_outputs()];
    insta::assert_snapshot!("listings", graphs.map(|graph| graph.to_string()).join("\n"));
}

#[test]
fn the_same_graph_gives_the_same_text() {
    let options = DrawOptions { legend: true, ..Default::default() };
    let (one, other) = (fixtures::two_hundred(), fixtures::two_hundred());
    assert_eq!(one.dot_with(&options), other.dot_with(&options));
    assert_eq!(one.mermaid_with(&options), other.mermaid_with(&options));
}

#[test]
fn two_hundred_steps_are_all_drawn() {
    let graph = fixtures::two_hundred();
    let text = graph.dot();
    assert_eq!(text.matches(" [shape=").count(), 202);
    assert_eq!(text.matches(" -> ").count(), graph.edge_count());
    assert_eq!(graph.edge_count(), 401);
}
