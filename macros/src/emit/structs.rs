//! The structs of a pipeline: unfitted, fitted, a group for each equation with several steps, and the outputs.
//!
//! Invariant: a step's type, its hyperparameters and an equation's name are emitted here once, with the user's
//! spans, so that an editor finds them in a Rust position of their kind.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};

use super::choice::Choice;
use super::names::{Names, camel_case};
use super::spans::shown_at;
use crate::model::{NodeId, NodeKind, Pipeline};

/// A struct's fields: steps, and groups of steps.
pub(super) struct Group {
    /// What the group is called in the user's code: empty for the pipeline itself.
    pub(super) suffix: String,
    pub(super) fields: Vec<Field>,
}

pub(super) struct Field {
    pub(super) name: Ident,
    pub(super) content: Content,
}

pub(super) enum Content {
    Step(NodeId),
    Group(Group),
}

impl Group {
    /// The tree of all steps by their paths. A path that is taken already has been reported and is left out.
    pub(super) fn of(pipeline: &Pipeline) -> Self {
        let mut root = Self { suffix: String::new(), fields: Vec::new() };
        for (index, node) in pipeline.nodes.iter().enumerate() {
            if matches!(node.kind, NodeKind::Step { .. }) {
                root.insert(&node.path, NodeId(index));
            }
        }
        root
    }

    fn insert(&mut self, path: &[Ident], node: NodeId) {
        let Some((name, rest)) = path.split_first() else { return };
        let known = self.fields.iter().position(|field| field.name == *name);
        if rest.is_empty() {
            if known.is_none() {
                self.fields.push(Field { name: name.clone(), content: Content::Step(node) });
            }
            return;
        }
        let index = known.unwrap_or_else(|| {
            let suffix = format!("{}{}", self.suffix, camel_case(&name.to_string()));
            let content = Content::Group(Self { suffix, fields: Vec::new() });
            self.fields.push(Field { name: name.clone(), content });
            self.fields.len() - 1
        });
        if let Content::Group(group) = &mut self.fields[index].content {
            group.insert(rest, node);
        }
    }

    /// The steps in the order of the fields.
    pub(super) fn steps(&self) -> Vec<NodeId> {
        self.fields
            .iter()
            .flat_map(|field| match &field.content {
                Content::Step(node) => vec![*node],
                Content::Group(group) => group.steps(),
            })
            .collect()
    }

    pub(super) fn unfitted_name(&self, pipeline: &Pipeline) -> Ident {
        if self.suffix.is_empty() {
            pipeline.name.clone()
        } else {
            format_ident!("{}{}Steps", pipeline.name, self.suffix, span = Span::call_site())
        }
    }

    pub(super) fn fitted_name(&self, pipeline: &Pipeline) -> Ident {
        format_ident!("{}{}Fitted", pipeline.name, self.suffix, span = Span::call_site())
    }

    /// A struct expression over the tree: `leaf` says what stands for a step.
    pub(super) fn build(
        &self,
        pipeline: &Pipeline,
        fitted: bool,
        leaf: &mut dyn FnMut(NodeId) -> TokenStream,
    ) -> TokenStream {
        let name = if fitted { self.fitted_name(pipeline) } else { self.unfitted_name(pipeline) };
        let fields = self.fields.iter().map(|field| {
            let name = unspanned(&field.name);
            let value = match &field.content {
                Content::Step(node) => leaf(*node),
                Content::Group(group) => group.build(pipeline, fitted, leaf),
            };
            quote!(#name: #value)
        });
        quote!(#name { #(#fields),* })
    }
}

/// The same name for a position that the editor does not have to know.
pub(super) fn unspanned(name: &Ident) -> Ident {
    let mut name = name.clone();
    name.set_span(Span::call_site());
    name
}

/// The structs.
pub(super) fn emit(names: &Names<'_>, root: &Group) -> TokenStream {
    let structs = group_structs(names, root);
    quote!(#structs)
}

fn group_structs(names: &Names<'_>, group: &Group) -> TokenStream {
    let Names { pipeline, krate, .. } = names;
    let Pipeline { visibility, name: pipeline_name, .. } = pipeline;
    // Every pipeline has hyperparameters, and no fitted one.
    let attributes = without_derived(&without(&pipeline.attributes, "cfg"), "Hyperparameters");
    let is_root = group.suffix.is_empty();
    let unfitted = if is_root { names.defined.clone() } else { group.unfitted_name(pipeline) };
    let fitted = group.fitted_name(pipeline);
    // Documentation is for the pipeline's own struct; `derive` and the like are for all.
    let shared = without(&attributes, "doc");
    let (attributes, fitted_doc) = if is_root {
        (attributes, format!("[`{pipeline_name}`] after fitting."))
    } else {
        let doc = format!("Steps of [`{pipeline_name}`].");
        (quote!(#[doc = #doc] #shared), format!("Steps of [`{pipeline_name}`] after fitting."))
    };
    let mut unfitted_fields = TokenStream::new();
    let mut fitted_fields = TokenStream::new();
    let mut nested = TokenStream::new();
    // What a user chose by writing equations is no choice about structs.
    let lints = quote! {
        #[allow(
            dead_code, clippy::struct_field_names, clippy::module_name_repetitions, clippy::pub_underscore_fields,
            clippy::derive_partial_eq_without_eq
        )]
    };
    for Field { name, content } in &group.fields {
        let fitted_name = name.clone();
        match content {
            Content::Step(node) => {
                let step = names.step(*node);
                let NodeKind::Step { text, .. } = &pipeline.nodes[node.0].kind else { continue };
                let (doc, fitted_doc) = (format!("The step `{text}`."), format!("The fitted step `{text}`."));
                unfitted_fields.extend(quote!(#[doc = #doc] pub #name: #step,));
                let span = pipeline.nodes[node.0].span;
                let fitted_type = quote_spanned!(span=> <#step as #krate::step::Step>::Fitted);
                fitted_fields.extend(quote!(#[doc = #fitted_doc] pub #fitted_name: #fitted_type,));
                nested.extend(Choice::of(names, *node).map(|choice| choice.structs(names, &shared, &lints)));
            }
            Content::Group(inner) => {
                let (inner_unfitted, inner_fitted) =
                    (inner.unfitted_name(pipeline), inner.fitted_name(pipeline));
                let doc = format!("The steps of `{name}`.");
                unfitted_fields.extend(quote!(#[doc = #doc] pub #name: #inner_unfitted,));
                fitted_fields.extend(quote!(#[doc = #doc] pub #fitted_name: #inner_fitted,));
                nested.extend(group_structs(names, inner));
            }
        }
    }
    let standard = super::late::impls(names, group, &shared);
    let keyword = shown_at(pipeline_name.span(), quote!(struct));
    quote! {
        #attributes
        #lints
        #visibility #keyword #unfitted { #unfitted_fields }

        #[doc = #fitted_doc]
        #shared
        #lints
        #visibility #keyword #fitted { #fitted_fields }

        #standard
        #nested
    }
}

/// The attributes but those called `name`.
fn without(attributes: &TokenStream, name: &str) -> TokenStream {
    select(attributes, |called| called != name)
}

/// The attributes without `name` in a `derive(..)`.
pub(super) fn without_derived(attributes: &TokenStream, name: &str) -> TokenStream {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
    let kept = |token: TokenTree| {
        let TokenTree::Group(body) = &token else { return token };
        let inner: Vec<TokenTree> = body.stream().into_iter().collect();
        let [TokenTree::Ident(word), TokenTree::Group(list)] = inner.as_slice() else { return token };
        if word != "derive" {
            return token;
        }
        let derives: Vec<TokenTree> = list.stream().into_iter().collect();
        let derives = derives
            .split(is_comma)
            .filter(|path| !matches!(path.last(), Some(TokenTree::Ident(derived)) if derived == name));
        let derives = derives.map(|path| path.iter().cloned().collect::<TokenStream>());
        TokenTree::Group(proc_macro2::Group::new(body.delimiter(), quote!(#word(#(#derives),*))))
    };
    attributes.clone().into_iter().map(kept).collect()
}

/// The attributes `cfg(..)`, which decide whether there is a pipeline at all.
pub(super) fn conditions(attributes: &TokenStream) -> TokenStream {
    select(attributes, |called| called == "cfg")
}

/// What the user wants of lints, which counts for all of the pipeline.
pub(super) fn lint_levels(attributes: &TokenStream) -> TokenStream {
    select(attributes, |called| matches!(called, "allow" | "warn" | "deny" | "forbid"))
}

/// The lines of documentation, each an expression of type `&str`.
pub(super) fn docs(attributes: &TokenStream) -> Vec<TokenStream> {
    let text = |attribute: TokenTree| match attribute {
        TokenTree::Group(group) => {
            let mut tokens = group.stream().into_iter().skip(1);
            let is_text = matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '=');
            is_text.then(|| tokens.collect())
        }
        _ => None,
    };
    select(attributes, |called| called == "doc").into_iter().filter_map(text).collect()
}

fn select(attributes: &TokenStream, is_wanted: impl Fn(&str) -> bool) -> TokenStream {
    let tokens: Vec<TokenTree> = attributes.clone().into_iter().collect();
    let (attributes, _) = tokens.as_chunks::<2>();
    let called = |body: &TokenTree| match body {
        TokenTree::Group(group) => group.stream().into_iter().next().map(|word| word.to_string()),
        _ => None,
    };
    attributes
        .iter()
        .filter(|[_, body]| is_wanted(&called(body).unwrap_or_default()))
        .flatten()
        .cloned()
        .collect()
}
