//! [`FeatureNames`]: the names of the features of all values of a fitted pipeline.
//!
//! Invariant: a row of a nested pipeline has its path from the outermost pipeline.

use std::fmt;

use crate::step::Features;
use crate::text::closest;
use crate::{Error, Result};

/// The names of the features of all values of a fitted pipeline: the result of `model.feature_names()`.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Trips(km: f64[n], town: String[n]) fit(paid: f64[n]) -> f64[n] {
///         scaled = km |> StandardScaler;
///         towns  = town |> OneHotEncoder;
///         price  = (scaled, towns) |> Columns |> Ridge.fit(paid);
///         price
///     }
/// }
///
/// let town = array!["Oslo", "Rome", "Oslo"].mapv(String::from);
/// let model = Trips::default().fit(array![1.0, 2.0, 4.0], town, array![3.0, 7.0, 9.0])?;
/// let names = model.feature_names();
/// assert_eq!(names.of("towns")?.names(), Some(vec!["town=Oslo".into(), "town=Rome".into()]));
///
/// // The coefficients of a linear model belong to the features that it takes.
/// let features = names.taken_by("price")?.names().unwrap_or_default();
/// assert_eq!(features, ["km", "town=Oslo", "town=Rome"]);
/// for (name, coefficient) in features.iter().zip(model.price.ridge.coefficients()) {
///     println!("{name:10} {coefficient:7.3}");
/// }
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeatureNames {
    pub(crate) inputs: Vec<(String, Features)>,
    pub(crate) nodes: Vec<NodeFeatures>,
    pub(crate) outputs: Vec<(String, Features)>,
    /// Of the equations `a = b;`.
    pub(crate) renamed: Vec<(String, Features)>,
}

/// The features that a node takes and gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NodeFeatures {
    /// The path of the node.
    pub(crate) path: String,
    /// The features of its inputs together.
    pub(crate) taken: Features,
    /// The name of each output, if it is the result of an equation, and its features.
    pub(crate) given: Vec<(Option<String>, Features)>,
}

impl FeatureNames {
    /// Returns the features of a value: of an input, of the result of an equation, of an output, or of the only output of the node with
    /// this path (`strokes.pca`).
    ///
    /// # Errors
    /// There is no such value.
    pub fn of(&self, name: &str) -> Result<&Features> {
        let given = self.nodes.iter().flat_map(|node| &node.given);
        let equation = given.filter_map(|(equation, features)| Some((equation.as_deref()?, features)));
        let alone = self.nodes.iter().filter_map(|node| match &node.given[..] {
            [(_, features)] => Some((node.path.as_str(), features)),
            _ => None,
        });
        let inputs = self.inputs.iter().map(|(name, features)| (name.as_str(), features));
        let others =
            self.renamed.iter().chain(&self.outputs).map(|(name, features)| (name.as_str(), features));
        let all: Vec<(&str, &Features)> = inputs.chain(equation).chain(others).chain(alone).collect();
        find(name, &all, "value")
    }

    /// Returns the features that a step takes, all of its inputs together. A step is named by its path (`probs.logistic_regression`); the
    /// name of an equation is that of its last step.
    ///
    /// # Errors
    /// There is no such step.
    pub fn taken_by(&self, name: &str) -> Result<&Features> {
        let paths = self.nodes.iter().map(|node| (node.path.as_str(), &node.taken));
        let equations = self.nodes.iter().flat_map(|node| {
            node.given.iter().filter_map(|(equation, _)| Some((equation.as_deref()?, &node.taken)))
        });
        find(name, &equations.chain(paths).collect::<Vec<_>>(), "step")
    }

    /// Returns the features of each output, with its name (scikit-learn's `get_feature_names_out`).
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = (&str, &Features)> {
        self.outputs.iter().map(|(name, features)| (name.as_str(), features))
    }

    /// Returns the features of output number `output` of the node, or input, with this path.
    pub(crate) fn at(&self, path: &str, output: usize) -> Option<&Features> {
        let input = || self.inputs.iter().find(|(name, _)| name == path).map(|(_, features)| features);
        let node = self.nodes.iter().find(|node| node.path == path);
        node.map_or_else(input, |node| node.given.get(output).map(|(_, features)| features))
    }
}

impl NodeFeatures {
    /// Returns the row as that of a node inside of a nested pipeline with this path.
    pub(crate) fn under(self, path: &str) -> Self {
        let given = self.given.into_iter();
        Self {
            path: format!("{path}.{}", self.path),
            given: given
                .map(|(name, features)| (name.map(|name| format!("{path}.{name}")), features))
                .collect(),
            ..self
        }
    }
}

fn find<'a>(name: &str, all: &[(&str, &'a Features)], what: &str) -> Result<&'a Features> {
    if let Some((_, features)) = all.iter().find(|(known, _)| *known == name) {
        return Ok(features);
    }
    let known = closest(name, all.iter().map(|(known, _)| *known));
    let hint = known.map_or_else(String::new, |known| format!("; did you mean `{known}`?"));
    Err(Error::new(format!("the pipeline has no {what} `{name}`{hint}")))
}

/// A line for each value that has a name: `towns: town=Oslo, town=Rome`.
impl fmt::Display for FeatureNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, features) in &self.inputs {
            writeln!(f, "{name}: {features}")?;
        }
        for (name, features) in self.nodes.iter().flat_map(|node| &node.given) {
            if let Some(name) = name {
                writeln!(f, "{name}: {features}")?;
            }
        }
        for (name, features) in &self.renamed {
            writeln!(f, "{name}: {features}")?;
        }
        Ok(())
    }
}
