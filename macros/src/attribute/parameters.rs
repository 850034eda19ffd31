//! Parameters: which are inputs, targets, hyperparameters, and the context.
//!
//! Invariant: the signature determines the numbers of inputs and targets; the parameters after them are hyperparameters, and
//! the context is last.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, GenericParam, Generics, Meta, Pat, PatType, Type};

use super::axes::Bracket;
use super::form::{self, Form, Several};
use super::mistakes::{Mistakes, count, has};
use crate::parse::{may_be, mistake, mistake_for};

/// A parameter for the value of an edge.
pub(super) struct Input {
    pub(super) form: Form,
    /// The parameter holds any number of values.
    pub(super) several: Option<Several>,
    pub(super) span: Span,
}

/// A parameter that becomes a field of the struct.
pub(super) struct Hyperparameter {
    pub(super) docs: Vec<Attribute>,
    pub(super) name: Ident,
    pub(super) ty: Type,
    pub(super) default: Option<TokenStream>,
    /// `#[space(..)]`, for the derive on the struct.
    pub(super) space: Vec<Attribute>,
}

/// The parameters of a function, by their role.
#[derive(Default)]
pub(super) struct Parameters {
    pub(super) inputs: Vec<Input>,
    pub(super) targets: Vec<Input>,
    pub(super) hyperparameters: Vec<Hyperparameter>,
    pub(super) context: bool,
    /// There are as many inputs and targets as in the signature.
    pub(super) complete: bool,
}

/// The expected parameters.
pub(super) struct Expected<'a> {
    /// `function` or the method's name in backquotes, for messages.
    pub(super) who: &'a str,
    pub(super) name: &'a Ident,
    /// `None` without a signature.
    pub(super) inputs: Option<&'a [Bracket]>,
    pub(super) targets: &'a [Bracket],
    /// Further parameters are hyperparameters: for a function. A method has fields instead.
    pub(super) hyperparameters: bool,
    pub(super) krate: &'a TokenStream,
}

impl Parameters {
    /// Sorts the parameters by role.
    pub(super) fn read(parameters: &[&PatType], expected: &Expected<'_>, mistakes: &mut Mistakes) -> Self {
        let mut sorted = Self { complete: true, ..Self::default() };
        let (contexts, left): (Vec<&PatType>, Vec<&PatType>) =
            parameters.iter().partition(|parameter| is_context(&parameter.ty));
        sorted.context = !contexts.is_empty();
        for context in contexts {
            if parameters.last().is_some_and(|last| !std::ptr::eq(*last, context)) {
                mistakes.at(&context.ty, "the context must be the last parameter");
            }
        }
        let inputs = match expected.inputs {
            Some(brackets) => brackets.len(),
            None if expected.hyperparameters => leading_arrays(&left),
            None => left.len(),
        };
        let wanted = inputs + expected.targets.len();
        if left.len() < wanted || wanted == 0 {
            sorted.complete = false;
            mistakes.at(expected.name, too_few(expected, left.len(), wanted));
        }
        if let Some(early) = expected.hyperparameters.then(|| hyperparameter_before(&left, wanted)).flatten()
        {
            sorted.complete = false;
            let name = early.pat.to_token_stream();
            mistakes.at(
                early,
                format!("the inputs of a step come before its hyperparameters: move `{name}` behind them"),
            );
            for parameter in left.into_iter().filter(|parameter| is_marked(parameter)) {
                sorted.hyperparameters.extend(hyperparameter(parameter, wanted, expected.krate, mistakes));
            }
            return sorted;
        }
        for (index, &parameter) in left.iter().enumerate() {
            if index < wanted {
                let bracket = match (expected.inputs, index.checked_sub(inputs)) {
                    (Some(brackets), None) => brackets.get(index),
                    (_, Some(target)) => expected.targets.get(target),
                    (None, None) => None,
                };
                let input = input(parameter, bracket, wanted, expected, mistakes);
                if index < inputs { sorted.inputs.push(input) } else { sorted.targets.push(input) }
            } else if expected.hyperparameters {
                sorted.hyperparameters.extend(hyperparameter(parameter, wanted, expected.krate, mistakes));
            } else {
                let takes = count(wanted, "value", "values");
                let target =
                    if *expected.name == "fit" && expected.targets.is_empty() && expected.inputs.is_some() {
                        "for a target, write `fit([n])` before `->` in the signature; otherwise "
                    } else {
                        ""
                    };
                mistakes.at(
                    parameter,
                    format!(
                        "{} takes {takes} and a context: {target}make this parameter a field of the struct",
                        expected.who
                    ),
                );
            }
        }
        sorted
    }

    /// Whether a constant follows from the values on the edges: `N` of `[ArcArray2<f32>; N]`.
    pub(super) fn is_inferred(&self, parameter: &GenericParam) -> bool {
        let GenericParam::Const(constant) = parameter else { return false };
        self.inputs.iter().any(|input| match &input.several {
            Some(Several::Array(length)) => {
                matches!(&**length, Expr::Path(path) if path.path.is_ident(&constant.ident))
            }
            _ => false,
        })
    }

    /// Reports types that cannot be inferred; returns whether there are none.
    pub(super) fn require_inferred_types(&self, generics: &Generics, mistakes: &mut Mistakes) -> bool {
        let edges: TokenStream =
            self.inputs.iter().chain(&self.targets).filter_map(|input| input.form.edge.clone()).collect();
        let fields: TokenStream =
            self.hyperparameters.iter().map(|field| field.ty.to_token_stream()).collect();
        let mut inferred = true;
        for name in super::generics::types(&generics.params) {
            if !form_mentions(&edges, name) && !form_mentions(&fields, name) {
                mistakes.at(name, format!("`{name}` occurs in no parameter, so it cannot be inferred"));
                inferred = false;
            }
        }
        inferred
    }
}

/// Removes the attributes that Rust does not allow on parameters.
pub(super) fn strip(attributes: &mut Vec<Attribute>) {
    attributes
        .retain(|attribute| !["doc", "default", "space"].iter().any(|name| attribute.path().is_ident(name)));
}

fn form_mentions(tokens: &TokenStream, name: &Ident) -> bool {
    super::generics::mentions(tokens, name)
}

fn input(
    parameter: &PatType,
    bracket: Option<&Bracket>,
    wanted: usize,
    expected: &Expected<'_>,
    mistakes: &mut Mistakes,
) -> Input {
    let (ty, span) = (&*parameter.ty, parameter.ty.span());
    let label = label(&parameter.pat);
    if let Some(default) = parameter.attrs.iter().find(|attribute| attribute.path().is_ident("default")) {
        mistakes.at(default, format!("{label} is an input: only hyperparameters have a default"));
    }
    if let Some(space) = parameter.attrs.iter().find(|attribute| attribute.path().is_ident("space")) {
        mistakes.at(space, format!("{label} is an input: only hyperparameters are searched"));
    }
    let several = form::several(ty).filter(|(kind, element)| match bracket {
        Some(bracket) => bracket.repeated,
        None => matches!(kind, Several::Slice) || form::is_array(element),
    });
    let (several, ty) = several.map_or((None, ty), |(kind, element)| (Some(kind), element));
    let mut form = Form::of(ty, expected.krate);
    if is_unnamed(ty) {
        mistakes.at(&parameter.ty, NAMED);
        form.edge = None;
    } else if let Some(mistake) = &form.mistake {
        mistakes.at(&parameter.ty, mistake);
    } else if let Some(bracket) = bracket {
        if bracket.repeated && several.is_none() {
            mistakes.at(
                &parameter.ty,
                format!(
                    "the signature repeats {} here: {label} must be `&[T]`, `Vec<T>` or `[T; N]`, as in `&[ArrayView2<'_, f32>]`",
                    bracket.text
                ),
            );
        } else if bracket.repeated && wanted > 1 {
            mistakes.at(
                &parameter.pat,
                "a repeated input must be the only one: to take others, implement `Transform` by hand",
            );
        } else if let Some(rank) = form.rank.filter(|&rank| !bracket.takes(rank)) {
            mistakes.at(
                &parameter.ty,
                format!(
                    "the signature has {} here ({}), but {label} {}",
                    bracket.text,
                    bracket.axes(),
                    has(rank)
                ),
            );
        }
    }
    Input { form, several, span }
}

fn hyperparameter(
    parameter: &PatType,
    wanted: usize,
    krate: &TokenStream,
    mistakes: &mut Mistakes,
) -> Option<Hyperparameter> {
    let name = match &*parameter.pat {
        Pat::Ident(ident) if ident.subpat.is_none() => ident.ident.clone(),
        other => {
            mistakes.at(other, "a hyperparameter becomes a field, so it needs a name");
            return None;
        }
    };
    let mut ty = (*parameter.ty).clone();
    if is_unnamed(&ty) {
        mistakes.at(&ty, NAMED);
        // The field is there for code that sets it.
        ty = syn::parse2(mistakes.unknown_type(krate)).ok()?;
    }
    let form = Form::of(&parameter.ty, &TokenStream::new());
    if matches!(form.hold, form::Hold::View) {
        let takes = count(wanted, "input", "inputs");
        mistakes.at(
            parameter,
            format!("`{name}` is an array view, but the signature has {takes}: add its shape there, or take an owned array"),
        );
        return None;
    }
    let mut default = None;
    for attribute in parameter.attrs.iter().filter(|attribute| attribute.path().is_ident("default")) {
        match &attribute.meta {
            Meta::List(list) if !list.tokens.is_empty() && default.is_none() => {
                default = Some(list.tokens.clone());
            }
            _ => mistakes.at(attribute, "expected one default, as in `#[default(2.0)]`"),
        }
    }
    let docs = parameter.attrs.iter().filter(|attribute| attribute.path().is_ident("doc")).cloned().collect();
    let space: Vec<Attribute> =
        parameter.attrs.iter().filter(|attribute| attribute.path().is_ident("space")).cloned().collect();
    if let (Some(default), [space]) = (&default, space.as_slice())
        && let Ok(space) = space.meta.require_list()
    {
        let trees = |tokens: &TokenStream| tokens.clone().into_iter().collect::<Vec<TokenTree>>();
        let (default, space) = (trees(default), trees(&space.tokens));
        // The derive reports what is wrong for the type, and rustc a default of another type.
        let ty = parameter.ty.to_token_stream().to_string();
        let is_reported = mistake_for(&ty, &space).is_some() || !may_be(&ty, &default);
        if let (false, Some((span, message))) = (is_reported, mistake(&default, &space)) {
            mistakes.at_span(span, message);
        }
    }
    Some(Hyperparameter { docs, name, ty, default, space })
}

fn too_few(expected: &Expected<'_>, found: usize, wanted: usize) -> String {
    let who = expected.who;
    if wanted == 0 {
        return format!("{who} takes no value: a step takes at least one input");
    }
    let inputs = count(wanted - expected.targets.len(), "input", "inputs");
    let targets = match expected.targets.len() {
        0 => String::new(),
        targets => format!(" and {}", count(targets, "target", "targets")),
    };
    let found = if found == 0 { "none".to_owned() } else { found.to_string() };
    format!("the signature has {inputs}{targets}, but {who} takes {found}")
}

/// Counts the inputs without a signature: the arrays at the front, and at least the first parameter.
fn leading_arrays(parameters: &[&PatType]) -> usize {
    let arrays = parameters.iter().take_while(|parameter| {
        let element = form::several(&parameter.ty).map_or(&*parameter.ty, |(_, element)| element);
        form::is_array(element)
    });
    arrays.count().max(1)
}

/// Whether the type is `&Context<'_>`.
fn is_context(ty: &Type) -> bool {
    match form::bare(ty) {
        Type::Reference(reference) => {
            form::last_segment(form::bare(&reference.elem)).is_some_and(|(name, _)| name == "Context")
        }
        _ => false,
    }
}

const NAMED: &str = "`impl Trait` is not allowed here: write a generic type, `<A: Trait>`";

/// Whether the type contains `impl Trait`.
fn is_unnamed(ty: &Type) -> bool {
    super::generics::mentions(&ty.to_token_stream(), &Ident::new("impl", Span::call_site()))
}

fn label(pattern: &Pat) -> String {
    match pattern {
        Pat::Ident(ident) => format!("`{}`", ident.ident),
        _ => "this parameter".to_owned(),
    }
}

/// Whether the parameter has an attribute that only a hyperparameter has.
fn is_marked(parameter: &PatType) -> bool {
    parameter
        .attrs
        .iter()
        .any(|attribute| ["default", "space"].iter().any(|word| attribute.path().is_ident(word)))
}

/// Returns a hyperparameter in the place of an input, if an array follows the inputs.
fn hyperparameter_before<'a>(parameters: &[&'a PatType], wanted: usize) -> Option<&'a PatType> {
    let is_array = |parameter: &&PatType| Form::of(&parameter.ty, &TokenStream::new()).rank.is_some();
    let has_late_input =
        parameters.iter().skip(wanted).any(|parameter| !is_marked(parameter) && is_array(parameter));
    parameters.iter().take(wanted).copied().find(|parameter| has_late_input && is_marked(parameter))
}
