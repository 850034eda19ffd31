//! The drawing that explains a drawing: one box of each look that occurs, and one arrow of each sort.
//!
//! Invariant: nothing is explained that the drawing does not use.

use super::drawing::{Arrow, Drawing, Frame, Group, Item, Look, Shape};

/// Adds a group that explains the marks of `drawing`.
pub(super) fn add(drawing: &mut Drawing) {
    let used = |look: Look| drawing.boxes.iter().any(|shape| shape.look == look);
    let first = drawing.boxes.len();
    let shapes: Vec<Shape> = Look::ALL.into_iter().filter(|&look| used(look)).map(example).collect();
    let at = |look: Look| shapes.iter().position(|shape| shape.look == look).map(|at| first + at);

    let steps = [Look::Transform, Look::Learner, Look::Closed].into_iter().find_map(at);
    let learner = [Look::Learner, Look::Closed].into_iter().find_map(at);
    let data = |from, to| arrow(from, to, "a value and its shape", false);
    let arrows: Vec<Arrow> = [
        at(Look::Input).zip(steps).map(|(from, to)| data(from, to)),
        at(Look::FitInput).zip(learner).map(|(from, to)| arrow(from, to, "is learnt against", true)),
    ]
    .into_iter()
    .flatten()
    .filter(|arrow| drawing.arrows.iter().any(|drawn| drawn.target == arrow.target))
    .collect();
    if shapes.is_empty() {
        return;
    }

    let group = Group {
        id: "cluster_legend".into(),
        name: "Legend".into(),
        detail: String::new(),
        frame: Frame::Legend,
        fit_only: false,
        items: (first..first + shapes.len()).map(Item::Shape).collect(),
        hint: String::new(),
    };
    drawing.top.push(Item::Group(drawing.groups.len()));
    drawing.groups.push(group);
    drawing.boxes.extend(shapes);
    drawing.arrows.extend(arrows);
}

fn example(look: Look) -> Shape {
    let (id, name, detail) = match look {
        Look::Input => ("input", "input", "of predict and fit"),
        Look::FitInput => ("fit_input", "fit input", "dashed: only while fitting"),
        Look::Transform => ("transform", "step", "learns nothing"),
        Look::Learner => ("learner", "step", "with what it has learnt"),
        Look::Expect => ("expect", "check", "of a shape, at run time"),
        Look::Closed => ("closed", "pipeline", "of several steps"),
        Look::Output => ("output", "output", "of predict"),
    };
    Shape {
        id: format!("legend_{id}"),
        look,
        name: name.into(),
        detail: detail.into(),
        learns: look == Look::Learner,
        fit_only: look == Look::FitInput,
        hint: String::new(),
    }
}

fn arrow(from: usize, to: usize, label: &str, target: bool) -> Arrow {
    Arrow { from, to, label: label.into(), target, fit_only: target, hint: String::new() }
}
