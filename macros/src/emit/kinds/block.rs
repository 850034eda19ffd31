//! The code that creates a node that uses no other node's fitted step: its inputs as sources, and whether they have
//! errors.
//!
//! Invariant: if a value that the node takes is poison, the types of the node are not checked. Nor are they if an earlier node that takes the
//! same input of the pipeline has an error, because the type of the input may be the mistake.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{list, slot, source};
use super::site::Site;
use crate::emit::names::{local, numbered};
use crate::emit::spans::Place;
use crate::model::{Form, Node, NodeKind, Origin, ValueId};

/// The inputs of a step's node, as expressions. A source is used once. The gate is in a variable only if it is used
/// more than once, because rustc needs time for each variable.
pub(super) struct NodeInputs {
    /// The gate: whether the shapes have no error, so that the types are checked.
    pub(super) link: TokenStream,
    /// The source of the input.
    pub(super) x: TokenStream,
    /// The source of the target.
    pub(super) y: TokenStream,
}

/// Returns `let node_3 = { ..; made };`. `right` is true if the shapes of the node have no error.
pub(super) fn block(
    site: Site<'_>,
    place: Place,
    right: &TokenStream,
    made: impl FnOnce(NodeInputs) -> TokenStream,
) -> TokenStream {
    let Site { names, node, .. } = site;
    let (plumbing, this) = (names.plumbing(), numbered("node", site.id.0));
    let (link, x, y) = (local("link"), local("x"), local("y"));
    // The probe of the node detects poison in a single input, but not in a tuple, a list or a target.
    let joined = match node.inputs.form {
        Form::One => [].iter(),
        Form::Tuple | Form::Array => node.inputs.values.iter(),
    };
    let joined = joined.chain(node.fit.iter().flat_map(|fit| &fit.values)).copied();
    let joined = joined.chain(earlier(site)).map(|value| slot(names, value));
    let joined: Vec<_> = joined.collect();
    let arguments = std::iter::once((&node.inputs, &x)).chain(node.fit.as_ref().map(|fit| (fit, &y)));
    let lists = arguments.map(|(arguments, name)| list(names, arguments, name, &link, place));
    let gate = quote!(#plumbing::ShapesOk::<{ #right }>);
    let (gate, lets) = if joined.is_empty() && node.outputs.len() == 1 {
        (gate, TokenStream::new())
    } else {
        (quote!(#link), quote!(let #link = #gate;))
    };
    let made = made(NodeInputs {
        link: gate,
        x: source(names, &node.inputs, &x),
        y: node.fit.as_ref().map_or_else(|| quote!(()), |fit| source(names, fit, &y)),
    });
    quote! {
        let #this = {
            #lets
            #(let #link = #plumbing::poison_probe(&#joined).__pass(#link);)*
            #(#lists)*
            #made
        };
    }
}

/// Returns an output of the last step before this one that takes the same input of the pipeline, or the same column of it, for each
/// such input.
fn earlier(site: Site<'_>) -> Vec<ValueId> {
    let Site { names, id, node } = site;
    if names.in_editor() {
        return Vec::new();
    }
    let (values, nodes) = (&names.pipeline.values, &names.pipeline.nodes);
    let is_declared = |value: &ValueId| match values[value.0].origin {
        Origin::Input(_) | Origin::FitInput(_) => true,
        Origin::Node { node, .. } => matches!(nodes[node.0].kind, NodeKind::Column { .. }),
        Origin::Unknown => false,
    };
    let takes = |node: &Node, value: ValueId| {
        matches!(node.kind, NodeKind::Step { .. }) && node.taken().any(|one| one == value)
    };
    let mut found: Vec<ValueId> = Vec::new();
    for value in node.taken().filter(is_declared) {
        let last = nodes[..id.0].iter().rev().find(|node| takes(node, value));
        if let Some(&output) = last.and_then(|node| node.outputs.first())
            && !found.contains(&output)
        {
            found.push(output);
        }
    }
    found
}
