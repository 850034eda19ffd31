//! The names of the features of all values of a fitted pipeline.
//!
//! Invariant: no node runs. A name depends only on the fitted steps, and on the names of the inputs.

use std::any::Any;
use std::collections::{HashMap, HashSet};

use super::draw::column_categories;
use crate::graph::{FeatureNames, NodeFeatures};
use crate::plumbing::exec::pipeline::PipelineDef;
use crate::plumbing::plan::choice::Arms;
use crate::plumbing::plan::node::{Input, Node, Reuse};
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
    let own = |input: &Input| {
        numbered(plain(input.name), &input.shape).with_categories(input.features.categories(None))
    };
    let named = info
        .inputs
        .iter()
        .enumerate()
        .map(|(at, input)| inputs.get(at).cloned().unwrap_or_else(|| own(input)));
    let start: Vec<Features> = named.collect();
    let mut walk = walked::<P>(fitted, outputs, &start);
    let sized: Vec<Features> = (0..).zip(&start).map(|(number, _)| walk.value(number)).collect();
    // The size of an input may be known only after nodes that take it.
    if sized != start {
        walk = walked::<P>(fitted, outputs, &sized);
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
        renamed: walk.renamed(),
        nodes: walk.nodes(),
    }
}

/// Names the outputs of all nodes.
fn walked<'a, P: PipelineDef>(fitted: &P::Fitted, outputs: &'a [&'a str], inputs: &[Features]) -> Walk<'a> {
    let info = P::info();
    let mut makers = vec![None; info.labels.len()];
    for node in info.nodes {
        for &value in node.outputs {
            if let Some(maker) = makers.get_mut(value as usize) {
                *maker = Some(node);
            }
        }
    }
    let values = (0..).zip(inputs.iter().cloned()).collect();
    let mut walk = Walk {
        info,
        outputs,
        makers,
        values,
        inner: Vec::new(),
        inner_renamed: Vec::new(),
        taken: Vec::new(),
    };
    for (number, node) in info.nodes.iter().enumerate() {
        walk.node(number, node, P::fitted(fitted, info.owner(number)));
    }
    walk
}

/// Returns the features of the outputs alone.
pub fn output_features(names: FeatureNames) -> Vec<Features> {
    names.outputs.into_iter().map(|(_, features)| features).collect()
}

/// Returns the number of features that a fitted choice takes.
pub fn choice_features_in<C: Arms>(fitted: &C::Fitted) -> Option<usize> {
    (C::ARMS.get(C::fitted_arm(fitted))?.naming.width)(C::fitted_step(fitted))
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
    /// The node that makes each value; none makes an input.
    makers: Vec<Option<&'static Node>>,
    /// The features of each value so far, by its number.
    values: HashMap<u32, Features>,
    /// The rows of nested pipelines.
    inner: Vec<NodeFeatures>,
    /// The second names of values of nested pipelines.
    inner_renamed: Vec<(String, Features)>,
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

    /// Returns the second names of values, those of nested pipelines last.
    fn renamed(&self) -> Vec<(String, Features)> {
        let own = self.info.renamed.iter().map(|&(name, value)| (plain(name).to_owned(), self.value(value)));
        own.chain(self.inner_renamed.iter().cloned()).collect()
    }

    /// Returns the name of the equation, or of the output, whose result a value is.
    fn equation(&self, value: u32) -> Option<String> {
        let output = || self.info.fit_transform.outputs().iter().position(|&output| output == value);
        if self.is_named(value) {
            Some(self.label(value).into())
        } else {
            Some((*self.outputs.get(output()?)?).into())
        }
    }

    /// Returns whether the label of a value is a name, and not the step as written: the path of a node begins with its equation.
    fn is_named(&self, value: u32) -> bool {
        let Some(&Some(maker)) = self.makers.get(value as usize) else { return true };
        let label = self.info.labels.get(value as usize).copied().unwrap_or_default();
        let block = maker.block.iter().fold(maker.path, |path, name| {
            path.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')).unwrap_or(path)
        });
        let rest = block.strip_prefix(label);
        maker.outputs.len() > 1 || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// Returns the features of a value that has been reached; of another, which follows a reported mistake, none.
    fn value(&self, number: u32) -> Features {
        self.values.get(&number).cloned().unwrap_or_else(|| Features::join(&[]))
    }

    fn label(&self, value: u32) -> &'static str {
        plain(self.info.labels.get(value as usize).copied().unwrap_or_default())
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
        let inside = node.nested.and_then(|nested| {
            let targets = node.targets.iter().map(|&value| self.value(value));
            let given: Vec<Features> = self.told_apart(node.inputs).into_iter().chain(targets).collect();
            let given: Vec<Features> = given.iter().map(Features::passed_in).collect();
            (nested.feature_names)(fitted, &given)
        });
        // A step inside may know the sizes.
        for (&value, (_, features)) in node.inputs.iter().zip(inside.iter().flat_map(|inside| &inside.inputs))
        {
            if let Some(width) = features.width() {
                let sized = self.value(value).of_width(width);
                self.values.insert(value, sized);
            }
        }
        let is_nested = inside.is_some();
        let inputs = self.told_apart(node.inputs);
        let taken = Features::join(&inputs);
        self.taken.push(width.map_or_else(|| taken.clone(), |width| taken.of_width(width)));
        let mut given = if let Some(passed_on) = node.bypass {
            passed_on.iter().map(|&value| self.value(value)).collect()
        } else if node.is_column() {
            let name = plain(node.step.trim_start_matches('.'));
            vec![Features::named([name]).with_categories(column_categories(self.info.inputs, node))]
        } else if node.expectation.is_some() {
            inputs.clone()
        } else if let Some(Reuse::Inverse(of)) = node.reuses {
            let of = self.info.nodes.get(of as usize).map_or(&[][..], |of| of.inputs);
            of.iter().map(|&value| self.value(value)).collect()
        } else if let Some(inside) = inside {
            let outputs = inside.outputs.iter().map(|(_, features)| features.clone()).collect();
            let renamed = inside.renamed.into_iter();
            self.inner_renamed
                .extend(renamed.map(|(name, features)| (format!("{}.{name}", node.path), features)));
            self.inner.extend(inside.nodes.into_iter().map(|inner| inner.under(node.path)));
            outputs
        } else {
            (owner.naming.outputs)(fitted, &inputs)
        };
        let last = node.path.rsplit('.').next().unwrap_or(node.path);
        let shapes = self.info.predicted.get(number);
        for (index, &value) in node.outputs.iter().enumerate() {
            let shape = shapes.map_or(Shape::POISON, |shapes| shapes.output(index));
            let equation = self.equation(value);
            let name = equation.as_deref().unwrap_or(last);
            match given.get_mut(index) {
                Some(features) => {
                    let made = if is_nested { features.returned(name) } else { features.called(name) };
                    *features = places(&shape).map_or_else(|| made.clone(), |width| made.of_width(width));
                }
                None => given.push(numbered("", &shape).called(name)),
            }
        }
        self.values.extend(node.outputs.iter().copied().zip(given));
    }

    /// Returns the features of the inputs of a node. If those of two values have a name in common, those of both have the name of their
    /// value as well: `scaled.age`, `logs.age`.
    fn told_apart(&self, inputs: &[u32]) -> Vec<Features> {
        let features: Vec<Features> = inputs.iter().map(|&value| self.value(value)).collect();
        if inputs.len() < 2 {
            return features;
        }
        let mut owners: HashMap<String, u32> = HashMap::new();
        let mut shared: HashSet<u32> = HashSet::new();
        for (features, &value) in features.iter().zip(inputs) {
            for key in features.keys() {
                let owner = *owners.entry(key).or_insert(value);
                if owner != value {
                    shared.extend([owner, value]);
                }
            }
        }
        let qualified = features.iter().zip(inputs).map(|(features, value)| {
            if shared.contains(value) { features.qualified(&self.name(*value)) } else { features.clone() }
        });
        qualified.collect()
    }

    /// Returns the name of a value: that of its equation, or of the node that makes it.
    fn name(&self, value: u32) -> String {
        let maker = self.makers.get(value as usize).copied().flatten();
        let path = || maker.map_or_else(|| self.label(value), |maker| maker.path).to_owned();
        self.equation(value).unwrap_or_else(path)
    }
}

/// Returns a name without the sign of a raw identifier.
fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
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
