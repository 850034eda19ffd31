//! The static table of a pipeline, and the shapes of all its values, which rustc computes from the table alone.
//!
//! rustc evaluates one constant for all nodes: an item, a type check and an evaluation for each node would cost more
//! than the inference itself.
//!
//! Invariant: the shapes are those that [`infer`](crate::shape::infer) finds node by node, in topological order; the
//! shape of a value is poison if it depends on a mistake.

use std::slice::from_ref;

use super::node::{Expectation, Input, Node, Reuse};
use crate::shape::check::{
    expect_reapplied, expect_shape, infer, infer_inverse, infer_parsed, infer_reapplied, joined, passed_on,
};
use crate::shape::{Inference, Shape, Targets, targets_of};

/// The static table of a pipeline. `WIDTH` is the largest number of inputs or targets of a node.
#[derive(Debug)]
pub struct Table<const VALUES: usize, const INPUTS: usize, const NODES: usize, const WIDTH: usize> {
    /// The names of the values in messages, by number.
    pub labels: [&'static str; VALUES],
    /// The inputs, then those that exist only while fitting.
    pub inputs: [Input; INPUTS],
    /// The nodes in topological order.
    pub nodes: [Node; NODES],
}

impl<const VALUES: usize, const INPUTS: usize, const NODES: usize, const WIDTH: usize>
    Table<VALUES, INPUTS, NODES, WIDTH>
{
    /// Returns the inference of each node while fitting.
    pub const fn infer(&self) -> [Inference; NODES] {
        let mut inferred = [Inference::POISON; NODES];
        let mut shapes = Shapes::<VALUES, WIDTH>::new(&self.inputs);
        let mut number = 0;
        while number < NODES {
            inferred[number] = shapes.infer(&self.nodes, number, true);
            if self.nodes[number].is_unmarked {
                inferred[number] = inferred[number].without_outputs();
            }
            assign(&mut shapes.values, self.nodes[number].outputs, &inferred[number], false);
            number += 1;
        }
        inferred
    }

    /// Returns the inference of each node while predicting; `fitted` is that while fitting.
    pub const fn predict(&self, fitted: &[Inference; NODES]) -> [Inference; NODES] {
        let mut inferred = *fitted;
        let mut shapes = Shapes::<VALUES, WIDTH>::new(&self.inputs);
        let mut number = 0;
        while number < NODES {
            let node = &self.nodes[number];
            if node.has_predict_shapes {
                inferred[number] = shapes.infer(&self.nodes, number, false);
            }
            // The last values of a step that acts only while fitting may exist only then.
            assign(&mut shapes.values, node.outputs, &inferred[number], node.bypass.is_some());
            assign(&mut shapes.fitted, node.outputs, &fitted[number], false);
            number += 1;
        }
        inferred
    }

    /// Returns the shape of a value, given the inference of all nodes.
    pub(crate) const fn shape(&self, inferred: &[Inference; NODES], value: u32) -> Shape {
        if (value as usize) < INPUTS {
            return self.inputs[value as usize].shape;
        }
        let mut number = 0;
        while number < NODES {
            let outputs = self.nodes[number].outputs;
            let mut at = 0;
            while at < outputs.len() {
                if outputs[at] == value {
                    return inferred[number].output(at);
                }
                at += 1;
            }
            number += 1;
        }
        Shape::POISON
    }

    /// Returns for each node whether its shapes are right and the equation has a name for each output.
    pub const fn right(&self, inferred: &[Inference; NODES]) -> [bool; NODES] {
        let mut right = [false; NODES];
        let mut number = 0;
        while number < NODES {
            right[number] = inferred[number].is_right(self.nodes[number].outputs.len());
            number += 1;
        }
        right
    }
}

/// The shapes of the values that are inferred already; the others are poison.
struct Shapes<const VALUES: usize, const WIDTH: usize> {
    values: [Shape; VALUES],
    /// The shapes while fitting, for the inference while predicting.
    fitted: [Shape; VALUES],
    /// The inputs of one node.
    given: [Shape; WIDTH],
    /// Its targets; for a node that reuses a fitted step, the inputs on which that step was fitted.
    learned: [Shape; WIDTH],
    /// For an inverse, what the step returned in the fit.
    returned: [Shape; WIDTH],
}

impl<const VALUES: usize, const WIDTH: usize> Shapes<VALUES, WIDTH> {
    const fn new(inputs: &[Input]) -> Self {
        let mut values = [Shape::POISON; VALUES];
        let mut input = 0;
        while input < inputs.len() {
            values[input] = inputs[input].shape;
            input += 1;
        }
        let none = [Shape::POISON; WIDTH];
        Self { fitted: values, values, given: none, learned: none, returned: none }
    }

    /// Returns the inference of one node, given the shapes of its inputs.
    const fn infer(&mut self, nodes: &[Node], number: usize, fits: bool) -> Inference {
        let node = &nodes[number];
        let fitted = if fits { &self.values } else { &self.fitted };
        let inputs = gather(&mut self.given, node.inputs, &self.values);
        if let Some(expectation) = node.expectation {
            return match (expectation, inputs) {
                (Expectation::Stated(stated), [found]) => expect_shape(*found, *stated),
                (Expectation::Reapplied(stated), [found]) => expect_reapplied(*found, *stated),
                (Expectation::Column, inputs) => passed_on(inputs),
                _ => Inference::POISON,
            };
        }
        if !fits && node.bypass.is_some() {
            return passed_on(inputs);
        }
        let (step, applied) = match node.reuses {
            Some(Reuse::Inverse(of)) => {
                let fitted_on = gather(&mut self.learned, nodes[of as usize].inputs, fitted);
                let returned = gather(&mut self.returned, nodes[of as usize].outputs, fitted);
                return infer_inverse(&node.signature, fitted_on, returned, inputs, origin(number));
            }
            Some(Reuse::Reapply(of)) => {
                let step = &nodes[of as usize];
                (of as usize, Applied::Reused(gather(&mut self.learned, step.inputs, fitted)))
            }
            None if !fits => (number, Applied::Own(Targets::Fitted)),
            None if node.targets.is_empty() => (number, Applied::Own(Targets::None)),
            None => {
                let targets = gather(&mut self.learned, node.targets, &self.values);
                (number, Applied::Own(Targets::Given(targets)))
            }
        };
        let Some(choice) = nodes[step].choice else {
            return match (applied, node.parsed) {
                (Applied::Reused(fitted_on), _) => {
                    infer_reapplied(&node.signature, fitted_on, inputs, origin(step))
                }
                (Applied::Own(targets), Some(parsed)) => {
                    infer_parsed(&node.signature, parsed, inputs, targets, origin(step))
                }
                (Applied::Own(_), None) => Inference::POISON,
            };
        };
        let mut all = Inference::POISON;
        let mut arm = 0;
        while arm < choice.arms.len() {
            let signature = &choice.arms[arm].signature;
            let one = match applied {
                Applied::Reused(fitted_on) => infer_reapplied(signature, fitted_on, inputs, origin(step)),
                Applied::Own(targets) => {
                    infer(signature, inputs, targets_of(signature, targets), origin(step))
                }
            };
            all = joined(if arm == 0 { one } else { all }, &one);
            arm += 1;
        }
        all
    }
}

/// How the step of a node is applied to its inputs.
#[derive(Clone, Copy)]
enum Applied<'a> {
    /// The step is fitted at the node with these targets, or predicts.
    Own(Targets<'a>),
    /// The step was fitted at another node, on values of these shapes.
    Reused(&'a [Shape]),
}

/// Returns the number that names the sizes that are new in the outputs of a node; 0 is that of the user's own sizes.
pub(crate) const fn origin(node: usize) -> u16 {
    (node + 1) as u16
}

/// Sets the shapes of the outputs of a node. Where the equation has another number of names, which is an error, they are poison; if
/// the last ones `may_miss`, only these are.
const fn assign(values: &mut [Shape], outputs: &[u32], inferred: &Inference, may_miss: bool) {
    let (mut at, mut left) = (0, outputs);
    // A pattern, because rustc interprets each call of `len`.
    while let [value, rest @ ..] = left {
        values[*value as usize] = inferred.output(at);
        at += 1;
        left = rest;
    }
    if at == inferred.output_count() || may_miss && at > inferred.output_count() {
        return;
    }
    left = outputs;
    while let [value, rest @ ..] = left {
        values[*value as usize] = Shape::POISON;
        left = rest;
    }
}

/// Returns the shapes of these values, one after another; several are copied into the buffer.
const fn gather<'a>(buffer: &'a mut [Shape], numbers: &[u32], values: &'a [Shape]) -> &'a [Shape] {
    if let [number] = numbers {
        return from_ref(&values[*number as usize]);
    }
    let (mut at, mut left) = (0, numbers);
    while let [number, rest @ ..] = left {
        buffer[at] = values[*number as usize];
        at += 1;
        left = rest;
    }
    buffer.split_at(at).0
}
