//! The legend of a drawing: one box of each look that occurs, and one arrow of each kind.
//!
//! Invariant: the legend has only marks that the drawing uses.

use super::drawing::{Arrow, Drawing, Frame, Group, Item, Look, Shape};

/// Adds a group that explains the marks of `drawing`.
pub(super) fn add(drawing: &mut Drawing) {
    let used = |look: Look| drawing.boxes.iter().any(|shape| shape.look == look);
    let first = drawing.boxes.len();
    let shapes: Vec<Shape> = Look::ALL.into_iter().filter(|&look| used(look)).map(example).collect();
    let at = |look: Look| shapes.iter().position(|shape| shape.look == look).map(|at| first + at);

    // Two chains, so that the legend has two rows: values, and learning.
    let flows = [Look::Input, Look::Transform, Look::Expect, Look::Output];
    let learning = [Look::FitInput, Look::Learner, Look::Closed];
    let flows: Vec<usize> = flows.into_iter().filter_map(at).collect();
    let learning: Vec<usize> = learning.into_iter().filter_map(at).collect();
    let targets = used(Look::FitInput) && drawing.arrows.iter().any(|arrow| arrow.target);
    let label = |first: bool| if first { "a value and its shape" } else { "" };
    let in_flow = flows.array_windows().enumerate().map(|(at, pair)| arrow(pair, label(at == 0), false));
    let in_learning = learning.array_windows().enumerate().map(|(at, pair)| match at {
        0 if targets => arrow(pair, "is learned against", true),
        _ => arrow(pair, "", false),
    });
    let arrows: Vec<Arrow> = in_flow.chain(in_learning).collect();
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
        Look::FitInput => ("fit_input", "fit input", "dashed: only to fit"),
        Look::Transform => ("transform", "step", "learns nothing"),
        Look::Learner => ("learner", "learner", "learns while fitting"),
        Look::Expect => ("expect", "check", "of a shape, at run time"),
        Look::Closed => ("closed", "pipeline", "of several steps"),
        Look::Output => ("output", "output", "of predict"),
    };
    Shape {
        id: format!("legend_{id}"),
        look,
        prefix: String::new(),
        name: name.into(),
        detail: detail.into(),
        learns: look == Look::Learner,
        fit_only: look == Look::FitInput,
        hint: String::new(),
    }
}

fn arrow(&[from, to]: &[usize; 2], label: &str, target: bool) -> Arrow {
    Arrow {
        from,
        to,
        label: label.into(),
        target,
        undone: false,
        reused: false,
        fit_only: target,
        hint: String::new(),
    }
}
