//! `Pca<12> { whiten: true }`: a node that fits its own step. The code is shared with choices.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::block::{NodeInputs, block};
use super::edge::Edge;
use super::kind::{Given, Kind, Predicted, Row};
use super::shapes::{origin, predicted};
use super::site::Site;
use crate::emit::names::{Names, arms, local};
use crate::emit::rows::{not_accepted, takes_its_input};
use crate::emit::spans::Place;
use crate::model::{NodeId, NodeKind, Origin, SizeUse};

/// A step that is not a choice.
pub(super) struct Step<'model> {
    pub(super) site: Site<'model>,
    /// The path, as the user wrote it.
    pub(super) path: &'model TokenStream,
    /// The step as messages call it.
    pub(super) text: &'model str,
}

impl Kind for Step<'_> {
    fn place(&self) -> Place {
        Place::path(self.site.node.span, self.path)
    }

    fn output(&self) -> Given {
        output(self.site)
    }

    fn shapes(&self) -> TokenStream {
        if self.site.node.leaks {
            return TokenStream::new();
        }
        let number = self.site.number();
        self.site.names.check(self.place().call("__require_node", quote!(#number)));
        self.check_mark();
        self.check_weights();
        self.check_ranges();
        TokenStream::new()
    }

    fn inferred(&self, inputs: &[TokenStream]) -> TokenStream {
        let (names, plumbing) = (self.site.names, self.site.names.plumbing());
        let edge = Edge::of(self.site, self.text, names.signature(self.site.id));
        let Edge { signature, targets, origin, .. } = &edge;
        quote!(#plumbing::infer(&#signature, &[#(#inputs),*], #targets, #origin))
    }

    fn predicted(&self, inputs: &[TokenStream]) -> Predicted {
        let Site { names, id, .. } = self.site;
        let (plumbing, name, origin) = (names.plumbing(), predicted(names, id), origin(id));
        let (signature, right, count) = (names.signature(id), self.right(), self.site.count());
        let edge = Edge::of(self.site, self.text, signature.clone()).fitted_at(id).with_inputs(inputs);
        // An error in the fit graph has been reported there.
        let check = self.place().call("__require_step", quote!(&#name, #edge, #count));
        names.check(quote!(if #right { #check }));
        let inferred =
            quote!(#plumbing::infer(&#signature, &[#(#inputs),*], #plumbing::Targets::Fitted, #origin));
        inferred.into()
    }

    fn right(&self) -> TokenStream {
        let right = self.site.is_right();
        match takes_type(self.site) {
            _ if self.site.node.leaks => quote!(false),
            // The type is checked, and the shapes are not.
            Some(taken) => quote!((!#taken || #right)),
            None => right,
        }
    }

    fn row(&self) -> Row<'_> {
        let mut row = row(self.site, self.text);
        if let Some(is_fit_only) = self.is_unmarked() {
            row.known.extend(quote!(.unmarked(#is_fit_only)));
        }
        row
    }

    fn node(&self) -> TokenStream {
        let Site { names, id, node } = self.site;
        let (plumbing, place) = (names.plumbing(), self.place());
        let step = names.step(id);
        let is_optional = matches!(&node.kind, NodeKind::Step { spec, .. } if spec.is_optional);
        let question = match (&node.fit, is_optional) {
            (Some(_), _) => "__LearntAgainst",
            (None, true) => "__TakenByThisOptionalStep",
            (None, false) => not_accepted(names),
        };
        let (question, step) = (place.ask(question), quote!(#plumbing::Of::<#step>::new()));
        let stored = place.ask("__StoredAsTaken");
        let made = |given: NodeInputs| {
            let asks = Asks { question, stored, step, gate: given.link.clone() };
            made(self.site, place, &asks, &given)
        };
        block(self.site, place, &self.right(), made)
    }
}

impl Step<'_> {
    /// Returns whether the step acts only while fitting, if it has several outputs that all exist at predict time.
    fn is_unmarked(&self) -> Option<TokenStream> {
        let Site { names, id, node } = self.site;
        let (plumbing, step) = (names.plumbing(), names.step(id));
        let is_unmarked = node.outputs.len() > 1 && !node.is_bypassed && !node.fit_only;
        is_unmarked.then(|| quote!(<#plumbing::IsFitOnly<#step>>::VALUE))
    }

    /// Checks that a step with several outputs that all exist at predict time acts there.
    fn check_mark(&self) {
        let Site { names, node, .. } = self.site;
        let (Some(is_fit_only), text) = (self.is_unmarked(), self.text) else { return };
        let (inputs, outputs) = (node.inputs.values.len(), node.outputs.len());
        let check = self.place().call("__require_marked", quote!(#is_fit_only, #text, #inputs, #outputs));
        let right = self.right();
        names.check(quote!(if #right { #check }));
    }

    /// Checks that a value alone in `.fit(..)` does not weight the rows, if it is the target of another step. Only numbers can be weights.
    fn check_weights(&self) {
        let Site { names, id, node } = self.site;
        let Some(&[value]) = node.fit.as_ref().map(|fit| fit.values.as_slice()) else { return };
        let value_of = &names.pipeline.values[value.0];
        let is_number = match &value_of.origin {
            Origin::FitInput(ty) => ["f32", "f64"].contains(&ty.element.to_string().as_str()),
            _ => false,
        };
        let learners = names.pipeline.nodes.iter().enumerate().filter(|(at, other)| {
            *at != id.0 && other.fit.as_ref().is_some_and(|fit| fit.values.first() == Some(&value))
        });
        let learners = learners.filter_map(|(at, other)| match &other.kind {
            NodeKind::Step { spec, arms } if arms.is_empty() => {
                Some((names.signature(NodeId(at)), &spec.text))
            }
            _ => None,
        });
        let learners: Vec<_> = learners.map(|(signature, text)| quote!((&#signature, #text))).collect();
        if !is_number || learners.is_empty() {
            return;
        }
        let (signature, text, label, right) = (names.signature(id), self.text, &value_of.label, self.right());
        let check =
            self.place().call("__require_no_target", quote!(&#signature, #text, #label, &[#(#learners),*]));
        names.check(quote!(if #right { #check }));
    }

    /// Checks that the step can have each number of the declared sizes that it uses.
    fn check_ranges(&self) {
        let Site { names, id, .. } = self.site;
        let edge = Edge::of(self.site, self.text, names.signature(id));
        for (at, SizeUse { field, written, size }) in sizes(self.site).enumerate() {
            let before = (0..id.0).map(|index| Site::new(names, NodeId(index)));
            let before = before.flat_map(|site| sizes(site).map(move |one| (site, one)));
            let here = sizes(self.site).take(at).map(|one| (self.site, one));
            let before = before.chain(here).filter(|(_, one)| one.size == *size).map(|(site, one)| {
                let (edge, name) = (Edge::of(site, "", names.signature(site.id)), one.field.to_string());
                quote!((#edge, #name))
            });
            let (low, high) = names.pipeline.sizes[*size].range;
            let (low, high) = (Literal::u32_unsuffixed(low), Literal::u32_unsuffixed(high));
            let (name, size) = (field.to_string(), written.to_string());
            let arguments = quote!(#edge, #name, #size, (#low, #high), &[#(#before),*]);
            names.check(Place::token(written.span()).call("__require_range", arguments));
        }
    }
}

/// Returns the uses of declared sizes by the step of a node.
fn sizes<'model>(site: Site<'model>) -> impl Iterator<Item = &'model SizeUse> {
    let uses = match &site.node.kind {
        NodeKind::Step { spec, .. } => spec.sizes.as_slice(),
        _ => &[],
    };
    uses.iter().filter(move |one| !site.names.pipeline.sizes[one.size].is_broken)
}

/// Returns the type of a step's output, given that of its input.
pub(super) fn output(site: Site<'_>) -> Given {
    let step = site.names.step(site.id);
    Given::By(quote!(#step))
}

/// The type checks of a node's step.
pub(super) struct Asks {
    /// The trait of `diagnostics` with the message about wrong types of the inputs.
    pub(super) question: TokenStream,
    /// The trait with the message about values that the step takes stored in another way.
    pub(super) stored: TokenStream,
    /// An expression of the type of the step, as an argument.
    pub(super) step: TokenStream,
    /// An expression of the gate: whether the shapes have no error, so that the types are checked.
    pub(super) gate: TokenStream,
}

/// Returns an expression that creates the node of a step.
pub(super) fn made(site: Site<'_>, place: Place, asks: &Asks, given: &NodeInputs) -> TokenStream {
    let Site { names, node, .. } = site;
    let (Asks { question, stored, step, gate }, NodeInputs { link, x, y }) = (asks, given);
    let (plumbing, number) = (names.plumbing(), site.number());
    let answer = quote!(#plumbing::step_probe(#step, #x, #y, #gate).__accepts());
    if node.outputs.len() == 1 {
        return quote!(#answer.__node(#number, #question, #stored).__cached());
    }
    let (answer_name, parts, kept) = (local("answer"), local("parts"), local("kept"));
    let count = site.count();
    let several = place.ask("__SeveralValues");
    let indices = (0..node.outputs.len()).map(Literal::usize_unsuffixed);
    quote! {
        let #answer_name = #answer;
        let (#parts, #kept) = #plumbing::tuple_probe::<#count, _>(#answer_name.__gives(#question, #stored))
            .__parts()
            .__after(#link)
            .__checked(#several);
        #kept.__select(#answer_name).__node_into(#number, (#(#plumbing::output_probe(#parts.#indices).__output_slot().__cached(),)*))
    }
}

/// Returns the row of a step in the table of nodes.
pub(super) fn row<'model>(site: Site<'model>, text: &str) -> Row<'model> {
    let Site { names, id, node } = site;
    let (plumbing, step, choice) = (names.plumbing(), names.step(id), choice(names, id));
    let taken = takes_type(site).map(|taken| quote!(.takes(#taken)));
    let signed = names.has_sizes(id).then(|| {
        let signature = names.signature(id);
        quote!(.signed(#signature))
    });
    let known = quote! {
        .of::<#step>(<#plumbing::Nested<#step>>::VTABLE, <#plumbing::HyperparameterProbe<#step>>::VTABLE, <#plumbing::ResourceProbe<#step>>::VTABLE, <#plumbing::CacheProbe<#step>>::OF)
        #signed
        #taken
        #choice
    };
    let targets = node.fit.as_ref().map_or(&[][..], |fit| fit.values.as_slice());
    Row { text: text.to_owned(), known, targets }
}

/// Returns whether the step takes the type of its input, if that is not clear from the header. If it does not, its type has an error, and
/// its shapes say nothing.
fn takes_type(site: Site<'_>) -> Option<TokenStream> {
    takes_its_input(site.names, site.id).map(|question| quote!(<#question>::VALUE))
}

/// Returns the call that adds the arms of a choice; nothing for another step.
pub(super) fn choice(names: &Names<'_>, id: NodeId) -> Option<TokenStream> {
    let step = names.step(id);
    let is_choice = !arms(&names.pipeline.nodes[id.0]).is_empty();
    is_choice.then(|| quote!(.choosing::<#step>()))
}
