//! The structure of a graph: order, paths, types, views.

use petgraph::visit::EdgeRef;

use super::fixtures::{self, array, at, f32s};
use crate::graph::{Edge, EdgeRole, Graph, GraphBuilder, NodeKind, Part, StepInfo, View};

fn edges<'a>(graph: &'a Graph, from: &str, to: &str) -> Vec<&'a Edge> {
    let ends = |from: usize, to: usize| {
        (graph.raw_nodes()[from].weight.path.as_str(), graph.raw_nodes()[to].weight.path.as_str())
    };
    let found = graph
        .edge_references()
        .filter(|edge| ends(edge.source().index(), edge.target().index()) == (from, to));
    found.map(|edge| edge.weight()).collect()
}

fn paths<'a>(nodes: impl Iterator<Item = &'a crate::graph::Node>) -> Vec<&'a str> {
    nodes.map(|node| node.path.as_str()).collect()
}

#[test]
fn edges_lead_forward() {
    for graph in [fixtures::digits(), fixtures::nested(), fixtures::two_hundred(), fixtures::pass_through()] {
        assert!(graph.edge_references().all(|edge| edge.source() < edge.target()), "{}", graph.name());
    }
}

#[test]
fn accessors_keep_the_order() {
    let graph = fixtures::digits();
    assert_eq!(paths(graph.inputs()), ["image"]);
    assert_eq!(paths(graph.fit_inputs()), ["digit"]);
    assert_eq!(paths(graph.outputs()), ["probs"]);
    assert_eq!(
        paths(graph.learners()),
        ["pixels.standard_scaler", "strokes.pca", "probs.logistic_regression"]
    );
    assert_eq!(graph.find("strokes.pca").map(|node| node.step.as_str()), Some("Pca<12>"));
    assert!(graph.find("strokes.pcb").is_none());
    let last = graph.index_of("probs.logistic_regression").expect("it is there");
    let taken: Vec<_> = graph.taken_by(last).iter().map(|(node, edge)| (node.name(), edge.role)).collect();
    assert_eq!(taken, [("concat", EdgeRole::Data), ("digit", EdgeRole::Target)]);
}

#[test]
fn an_input_or_step_is_found_before_an_output_of_its_name() {
    let graph = fixtures::label_transforms();
    assert_eq!(graph.find("price").map(|node| node.kind), Some(NodeKind::FitInput));
    assert_eq!(fixtures::many_outputs().find("words").map(|node| node.kind), Some(NodeKind::Learner));
}

#[test]
fn a_value_used_twice_is_two_edges_in_order() {
    let graph = fixtures::many_outputs();
    let twice = edges(&graph, "parts", "product");
    assert_eq!(twice.iter().map(|edge| (edge.output, edge.position)).collect::<Vec<_>>(), [(1, 0), (1, 1)]);
}

#[test]
fn nested_steps_get_the_outer_path_and_the_outer_wires() {
    let graph = fixtures::nested();
    assert!(graph.find("seen.strokes.pca").is_some());
    assert!(graph.find("seen").is_none());
    assert!(graph.find("seen.image").is_none(), "inner inputs disappear");
    // An inner fit input of a nested pipeline is connected to the outer target, also under another name.
    let target = edges(&graph, "label", "seen.best");
    assert_eq!(
        target.iter().map(|edge| (edge.role, edge.to_string())).collect::<Vec<_>>(),
        [(EdgeRole::Target, "u8 [n]".into())]
    );
    // From outside and to outside the types are the outer ones; inside, `Strokes` speaks of its own `m`.
    assert_eq!(edges(&graph, "picture", "seen.strokes.rows")[0].shape, "[n, 8, 8]");
    assert_eq!(edges(&graph, "seen.strokes.rows", "seen.strokes.concat")[0].shape, "[m, 8]");
    assert_eq!(edges(&graph, "seen.strokes.pca", "seen.concat")[0].shape, "[n, 12]");
    let clusters: Vec<_> =
        graph.clusters().iter().map(|c| (c.path.as_str(), c.step.as_str(), c.parent)).collect();
    assert_eq!(clusters, [("seen", "Vision", None), ("seen.strokes", "Strokes", Some(0))]);
    assert_eq!(graph.find("seen.strokes.pca").and_then(|node| node.cluster), Some(1));
}

#[test]
fn a_nested_graph_that_does_not_fit_stays_one_step() {
    let mut b = GraphBuilder::new("Outer");
    let x = b.input("x", false, at(1), f32s("[n]"));
    let info = StepInfo { learns: true, ..StepInfo::new("seen", "Vision", at(2)) };
    let out = b.step(info, &[x.clone(), x], &[], Some(fixtures::digits()), vec![f32s("[n]")]);
    assert_eq!(out.len(), 1);
    assert_eq!(b.finish().find("seen").map(|node| node.kind), Some(NodeKind::Learner));
}

#[test]
fn a_foreign_port_is_left_out() {
    let mut other = GraphBuilder::new("Other");
    let ports: Vec<_> = ["a", "b", "c"].map(|name| other.input(name, false, at(1), f32s("[n]"))).to_vec();
    let mut b = GraphBuilder::new("This");
    let out = b.step(StepInfo::new("s", "S", at(1)), &ports, &ports, None, vec![f32s("[n]")]);
    b.output("c", &ports[2]);
    b.output("s", &out[0]);
    assert_eq!(paths(b.finish().nodes()), ["s", "s"]);
}

#[test]
fn the_predict_graph_has_no_fit_inputs() {
    let graph = fixtures::label_transforms();
    assert_eq!(paths(graph.predict_graph().nodes()), ["house", "scaled", "ridge", "estimate", "price"]);
    assert_eq!(graph.predict_graph().edges().count(), 4);
    assert!(graph.predict_graph().edges().all(|(_, _, edge)| edge.role == EdgeRole::Data));
}

#[test]
fn the_fit_graph_has_the_learners_and_their_inputs() {
    let graph = fixtures::label_transforms();
    let fit = graph.fit_graph();
    let expected = ["house", "price", "when", "target.log", "target.scaler", "weight", "scaled", "ridge"];
    assert_eq!(paths(fit.nodes()), expected);
    assert_eq!(fit.to_petgraph().node_count(), expected.len());
    assert_eq!(fit.to_petgraph().edge_count(), fit.edges().count());
    assert_eq!(View::new(&graph, Part::Both).nodes().count(), graph.node_count());
}

#[test]
fn learning_against_a_value_of_predict_happens_only_while_fitting() {
    let mut b = GraphBuilder::new("Autoencoder");
    let x = b.input("x", false, at(1), f32s("[n, 9]"));
    let info = StepInfo { learns: true, ..StepInfo::new("copy", "Regression", at(1)) };
    let copy = b.step(info, std::slice::from_ref(&x), std::slice::from_ref(&x), None, vec![f32s("[n, 9]")]);
    b.output("copy", &copy[0]);
    let graph = b.finish();
    assert_eq!(graph.edge_count(), 3);
    assert_eq!(graph.predict_graph().edges().count(), 2);
}

#[test]
fn a_nested_pipeline_that_runs_only_while_fitting_is_fit_only_inside() {
    let mut b = GraphBuilder::new("Labels");
    let y = b.input("y", true, at(1), array("f32", "[n]"));
    let info = StepInfo { fit_only: true, ..StepInfo::new("label", "Same", at(1)) };
    let mut inner = GraphBuilder::new("Same");
    let x = inner.input("x", false, at(9), f32s("[n]"));
    let z = inner.step(StepInfo::new("z", "Log1p", at(9)), &[x], &[], None, vec![f32s("[n]")]);
    inner.output("z", &z[0]);
    let out = b.step(info, &[y], &[], Some(inner.finish()), vec![f32s("[n]")]);
    let learner =
        StepInfo { learns: true, fit_only: true, ..StepInfo::new("after", "StandardScaler", at(1)) };
    b.step(learner, &out, &[], None, vec![f32s("[n]")]);
    let graph = b.finish();
    assert!(graph.nodes().all(|node| node.fit_only));
    assert!(graph.edge_weights().all(|edge| edge.fit_only));
}
