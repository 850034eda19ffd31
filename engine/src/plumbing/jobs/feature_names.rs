//! The names of the features of all values of a fitted pipeline.
//!
//! Invariant: no node runs. A name depends only on the fitted steps, and on the names of the inputs.

use std::any::Any;
use std::collections::HashMap;

use super::draw::column_categories;
use crate::graph::{FeatureNames, NodeFeatures};
use crate::plumbing::exec::pipeline::PipelineDef;
use crate::plumbing::plan::choice::Arms;
use crate::plumbing::plan::node::{Node, Reuse};
use crate::plumbing::plan::pipeline_info::PipelineInfo;
use crate::shape::Shape;
use crate::step::Features;

/// Returns the names of the features of a fitted pipeline, whose inputs are named after themselves.
pub fn feature_names<P: PipelineDef>(fitted: &P::Fitted, outputs: &[&str]) -> FeatureNames {
    inner_feature_names::<P>(fitted, outputs, &[])
}

/// Returns the names of the features of a fitted pipeline, given those of its inputs; an input beyond the end of the list is named after
/// itself.
pub fn inner_feature_names<P: PipelineDef>(
    fitted: &P::Fitted,
    outputs: &[&str],
    inputs: &[Features],
) -> FeatureNames {
    let info = P::info();
    let mut walk = Walk { info, outputs, values: HashMap::new(), inner: Vec::new(), taken: Vec::new() };
    for (number, input) in info.inputs.iter().enumerate() {
        let own = || numbered(input.name, &input.shape).with_categories(input.features.categories(None));
        walk.values.insert(number as u32, inputs.get(number).cloned().unwrap_or_else(own));
    }
    for (number, node) in info.nodes.iter().enumerate() {
        walk.node(number, node, P::fitted(fitted, info.owner(number)));
    }
    let promised = outputs.iter().zip(info.fit_transform.outputs());
    FeatureNames {
        inputs: info
            .inputs
            .iter()
            .zip(0..)
            .map(|(input, number)| (input.name.into(), walk.value(number)))
            .collect(),
        outputs: promised.map(|(name, &value)| ((*name).into(), walk.value(value))).collect(),
        nodes: walk.nodes(),
    }
}

/// Returns the features of the outputs alone.
pub fn output_features(names: FeatureNames) -> Vec<Features> {
    names.outputs.into_iter().map(|(_, features)| features).collect()
}

/// Returns the names of the outputs of a fitted choice.
pub fn choice_feature_names<C: Arms>(fitted: &C::Fitted, inputs: &[Features]) -> Vec<Features> {
    let arm = C::ARMS.get(C::fitted_arm(fitted));
    arm.map_or_else(Vec::new, |arm| (arm.naming.outputs)(C::fitted_step(fitted), inputs))
}

struct Walk<'a> {
    info: &'static PipelineInfo,
    /// The names of the outputs.
    outputs: &'a [&'a str],
    /// The features of each value so far, by its number.
    values: HashMap<u32, Features>,
    /// The rows of nested pipelines.
    inner: Vec<NodeFeatures>,
    /// The features that each node takes, in order.
    taken: Vec<Features>,
}

impl Walk<'_> {
    /// Returns a row for each node that has been reached, those of nested pipelines last.
    fn nodes(self) -> Vec<NodeFeatures> {
        let own = self.info.nodes.iter().zip(&self.taken).map(|(node, taken)| NodeFeatures {
            path: node.path.into(),
            taken: taken.clone(),
            given: node.outputs.iter().map(|&value| (self.equation(value), self.value(value))).collect(),
        });
        own.collect::<Vec<_>>().into_iter().chain(self.inner).collect()
    }

    /// Returns the name of the equation, or of the output, whose result a value is.
    fn equation(&self, value: u32) -> Option<String> {
        let label = self.label(value);
        let output = || self.info.fit_transform.outputs().iter().position(|&output| output == value);
        if is_word(label) { Some(label.into()) } else { Some((*self.outputs.get(output()?)?).into()) }
    }

    /// Returns the features of a value that has been reached; of another, which follows a reported mistake, none.
    fn value(&self, number: u32) -> Features {
        self.values.get(&number).cloned().unwrap_or_else(|| Features::join(&[]))
    }

    fn label(&self, value: u32) -> &'static str {
        self.info.labels.get(value as usize).copied().unwrap_or_default()
    }

    /// Names the outputs of a node; `fitted` is the fitted step that it uses.
    fn node(&mut self, number: usize, node: &Node, fitted: &dyn Any) {
        let owner = self.info.nodes.get(self.info.owner(number)).unwrap_or(node);
        let is_undone = matches!(node.reuses, Some(Reuse::Inverse(_)));
        let width = if is_undone { None } else { (owner.naming.width)(fitted) };
        if let (Some(width), &[value]) = (width, node.inputs) {
            let sized = self.value(value).of_width(width);
            self.values.insert(value, sized);
        }
        let inputs = self.told_apart(node.inputs);
        let taken = Features::join(&inputs);
        self.taken.push(width.map_or_else(|| taken.clone(), |width| taken.of_width(width)));
        let mut given = if let Some(passed_on) = node.bypass {
            passed_on.iter().map(|&value| self.value(value)).collect()
        } else if node.is_column() {
            let name = node.step.trim_start_matches('.');
            vec![Features::named([name]).with_categories(column_categories(self.info.inputs, node))]
        } else if node.expectation.is_some() {
            inputs.clone()
        } else if let Some(Reuse::Inverse(of)) = node.reuses {
            let of = self.info.nodes.get(of as usize).map_or(&[][..], |of| of.inputs);
            of.iter().map(|&value| self.value(value)).collect()
        } else if let Some(inside) = node.nested.and_then(|nested| (nested.feature_names)(fitted, &inputs)) {
            let outputs = inside.outputs.iter().map(|(_, features)| features.clone()).collect();
            self.inner.extend(inside.nodes.into_iter().map(|inner| inner.under(node.path)));
            outputs
        } else {
            (owner.naming.outputs)(fitted, &inputs)
        };
        let last = node.path.rsplit('.').next().unwrap_or(node.path);
        let shapes = self.info.predicted.get(number);
        for (index, &value) in node.outputs.iter().enumerate() {
            let shape = shapes.map_or(Shape::POISON, |shapes| shapes.output(index));
            let label = self.label(value);
            let name = if is_word(label) { label } else { last };
            match given.get_mut(index) {
                Some(features) => {
                    let called = features.called(name);
                    *features = places(&shape).map_or_else(|| called.clone(), |width| called.of_width(width));
                }
                None => given.push(numbered(name, &shape)),
            }
        }
        self.values.extend(node.outputs.iter().copied().zip(given));
    }

    /// Returns the features of the inputs of a node. If two of them have a feature of one name, those of both have the name of their
    /// value as well: `scaled.age`, `logs.age`.
    fn told_apart(&self, inputs: &[u32]) -> Vec<Features> {
        let features: Vec<Features> = inputs.iter().map(|&value| self.value(value)).collect();
        let mut owners: HashMap<&str, usize> = HashMap::new();
        let mut is_shared = vec![false; features.len()];
        for (number, features) in features.iter().enumerate() {
            for name in features.given() {
                let owner = *owners.entry(name).or_insert(number);
                if owner != number {
                    is_shared[owner] = true;
                    is_shared[number] = true;
                }
            }
        }
        let qualified =
            features.iter().zip(inputs).zip(&is_shared).map(|((features, &value), &is_shared)| {
                if is_shared { features.qualified(&self.name(value)) } else { features.clone() }
            });
        qualified.collect()
    }

    /// Returns the name of a value: that of its equation, or of the step that makes it.
    fn name(&self, value: u32) -> String {
        let label = self.label(value);
        let maker = || self.info.nodes.iter().find(|node| node.outputs.contains(&value));
        if is_word(label) { label.to_owned() } else { maker().map_or(label, |node| node.path).to_owned() }
    }
}

/// Whether the label of a value is a name, and not a step as written.
fn is_word(label: &str) -> bool {
    let mut letters = label.chars();
    letters.next().is_some_and(|first| first == '_' || first.is_lowercase())
        && letters.all(|letter| letter == '_' || letter.is_alphanumeric())
}

/// Returns features without names of their own: the places of an array of this shape, whose first axis are rows.
fn numbered(name: &str, shape: &Shape) -> Features {
    let axes = shape.dims().get(1..).unwrap_or_default().iter();
    Features::numbered(name, &axes.map(|size| size.as_constant()?.try_into().ok()).collect::<Vec<_>>())
}

/// Returns the number of features of an array of this shape, if it is known.
fn places(shape: &Shape) -> Option<usize> {
    if shape.is_poison() { None } else { numbered("", shape).width() }
}
