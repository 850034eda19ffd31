//! An `impl` block as a step: the block itself, and the trait implementations that call its methods.
//!
//! Invariant: the methods are unchanged. The implementations call them by path, and an inherent method takes precedence over a
//! trait method of the same name, so no method calls itself.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{FnArg, GenericParam, ReceiverKind, Signature};

use super::arguments::Arguments;
use super::axes::{Axes, Bracket};
use super::call::{self, Call, Owner};
use super::generics::{self, Owners};
use super::item::{self, Block};
use super::mistakes::Mistakes;
use super::parameters::{Expected, Parameters};
use super::result::Returned;
use super::usable::{Use, is_concrete, reported_step};
use crate::spelling::is_near;

/// Returns the block and the implementations.
pub(super) fn expand(
    arguments: &Arguments,
    block: &Block,
    original: &TokenStream,
    mistakes: &mut Mistakes,
) -> TokenStream {
    let text = &arguments.signature;
    let axes = text.as_ref().and_then(|text| Axes::read(&text.value()));
    arguments.require_kept_axes(axes.as_ref(), mistakes);
    let expansion = Expansion { arguments, block, item: original, axes: axes.as_ref() };
    let method = |name: &str| block.methods.iter().find(|method| method.ident == name);
    let (fit, transform) = (method("fit"), method("transform"));
    if let Some(name) = &arguments.name {
        mistakes.at(name, "the type of the block already has a name: leave this out");
    }
    let signed = text.is_some() || arguments.signature_reported;
    match (arguments.rowwise.as_ref().or(arguments.columnwise.as_ref()), fit) {
        (Some(word), None) if !signed => {
            let text =
                format!("`{word}` needs a signature before it: `#[step(\"[n, d] -> [n, d]\", {word})]`");
            mistakes.at(word, text);
        }
        (_, Some(fit)) if !signed => {
            mistakes.at(
                &fit.ident,
                "a step with a method `fit` needs a signature: `#[step(\"[n, d] fit([n]) -> [n]\")]`",
            );
        }
        _ => {}
    }
    if fit.is_none() && axes.as_ref().is_some_and(|axes| axes.targets.is_some()) {
        mistakes.at(text, "the signature has `fit(...)`, but the block has no method `fit`");
    } else if fit.is_none() && transform.is_none() {
        let near = |method: &&Signature| {
            ["transform", "fit"].iter().any(|name| is_near(&method.ident.to_string(), name))
        };
        match block.methods.iter().find(near) {
            Some(method) => {
                mistakes.at(&method.ident, "the methods of a step are named `transform` and `fit`");
            }
            None => mistakes.at(&block.owner, "a step needs a method `transform` or a method `fit`"),
        }
    }
    expansion.check_feature_names(fit.is_none(), mistakes);
    let fitting = fit.map(|fit| expansion.fit(fit, mistakes));
    let transforming = match (transform, fit) {
        (Some(transform), _) => expansion.transform(transform, fit.is_some(), mistakes),
        (None, Some(_)) => TokenStream::new(),
        (None, None) => {
            call::poisoned(&arguments.krate, &expansion.owner(&expansion.owners()), &mistakes.errors())
        }
    };
    let declared = match (signed, fit) {
        (false, None) => TokenStream::new(),
        (_, Some(_)) => fitting.as_ref().map(|fitting| expansion.step(fitting, mistakes)).unwrap_or_default(),
        (true, None) => expansion.stateless(mistakes),
    };
    let implementation = fitting.map(|fitting| fitting.implementation);
    let allowed = call::allowed();
    quote! {
        #allowed
        #original
        #declared
        #implementation
        #transforming
    }
}

struct Expansion<'a> {
    arguments: &'a Arguments,
    block: &'a Block,
    /// The block as written.
    item: &'a TokenStream,
    axes: Option<&'a Axes>,
}

/// What follows from a method `fit`.
struct Fitting {
    /// The type of the fitted step.
    fitted: TokenStream,
    /// `impl Fit`.
    implementation: TokenStream,
    /// Statements that check the fitted step, for the constant that has an error if the step has one.
    checks: TokenStream,
}

/// The trait that calls the user's method.
#[derive(Clone, Copy)]
enum Contract {
    Fit,
    Transform,
}

impl Expansion<'_> {
    fn fit(&self, method: &Signature, mistakes: &mut Mistakes) -> Fitting {
        let targets = self.axes.and_then(|axes| axes.targets.as_deref()).unwrap_or_default();
        let returned = Returned::fitted(&method.output, &method.ident, mistakes);
        let fitted = returned.value.edge.clone();
        if let Some(fitted) = &fitted {
            for name in generics::types(&method.generics.params) {
                if generics::mentions(fitted, name) {
                    mistakes.at(
                        name,
                        format!("the fitted step is one type, so it cannot depend on `{name}`: make it a type parameter of the struct"),
                    );
                }
            }
        }
        let (implementation, checks) = self.call(method, targets, &returned, mistakes, Contract::Fit);
        let fitted = fitted.unwrap_or_else(|| poison(&self.arguments.krate, &mistakes.errors()));
        Fitting { fitted, implementation, checks }
    }

    /// Returns `impl Transform`.
    fn transform(&self, method: &Signature, is_fitted: bool, mistakes: &mut Mistakes) -> TokenStream {
        let outputs = self.axes.map(|axes| &axes.outputs[..]);
        let krate = &self.arguments.krate;
        let mut returned = Returned::read(&method.output, &method.ident, outputs, krate, mistakes);
        let mut owners = self.owners();
        owners.add(&method.generics);
        let (required, cfgs) = (returned.value.require_flow(krate, &owners.all), self.cfgs());
        let required = quote!(#cfgs #required);
        if !is_fitted {
            let (code, _) = self.call(method, &[], &returned, mistakes, Contract::Transform);
            return quote!(#required #code);
        }
        // An error in the number of inputs is reported once, at `fit`.
        let mut ignored = Mistakes::ignored();
        let (code, _) = self.call(method, &[], &returned, &mut ignored, Contract::Transform);
        ignored.ignore();
        quote!(#required #code)
    }

    /// Returns the implementation of the trait, and for `Fit` the checks of the fitted step.
    fn call(
        &self,
        method: &Signature,
        targets: &[Bracket],
        returned: &Returned,
        mistakes: &mut Mistakes,
        contract: Contract,
    ) -> (TokenStream, TokenStream) {
        let (krate, name) = (&self.arguments.krate, &method.ident);
        let who = format!("`{name}`");
        let expected = Expected {
            who: &who,
            name,
            inputs: self.axes.map(|axes| &axes.inputs[..]),
            targets,
            hyperparameters: false,
            krate,
        };
        require_shared_self(method, mistakes);
        let mut parameters = Parameters::read(&item::parameters(method), &expected, mistakes);
        parameters.complete &= parameters.require_inferred_types(&method.generics, mistakes);
        for parameter in &method.generics.params {
            if let GenericParam::Const(constant) = parameter
                && !parameters.is_inferred(parameter)
            {
                let name = &constant.ident;
                mistakes.at(
                    name,
                    format!("`{name}` cannot be inferred: make it a constant parameter of the struct"),
                );
                parameters.complete = false;
            }
        }
        let mut owners = self.owners();
        owners.add(&method.generics);
        let call = Call {
            krate,
            function: quote!(Self::#name),
            before: vec![quote!(self)],
            after: Vec::new(),
            parameters: &parameters,
            returned,
            callable: !mistakes.any(),
            errors: mistakes.errors(),
        };
        let mut owner = self.owner(&owners);
        match contract {
            Contract::Fit => {
                // `Fit` is implemented where `Step` is.
                let fitted = returned.value.edge.as_ref();
                owner.conditions.extend(fitted.into_iter().flat_map(|ty| self.condition(ty, Use::Step)));
                let outputs = self.axes.map(|axes| &axes.outputs[..]).unwrap_or_default();
                let known =
                    |ty: &&TokenStream| is_concrete(&owner.ty, &owners.all) && is_concrete(ty, &owners.all);
                let (Some(fitted), []) = (fitted.filter(known), &owners.all[..]) else {
                    return (call.fit(&owner), TokenStream::new());
                };
                let Some((late, mut checks)) = call.fitted_transform(fitted) else {
                    return (call.fit(&owner), TokenStream::new());
                };
                owner.conditions.push(late);
                if self.axes.is_none() {
                    // The signature has an error, so it is not known which values are inputs.
                    checks = TokenStream::new();
                } else if let [output] = outputs {
                    checks.extend(call.fitted_rank(&owner.ty, fitted, output));
                }
                (call.fit(&owner), checks)
            }
            Contract::Transform => (call.transform(&owner), TokenStream::new()),
        }
    }

    fn step(&self, fitting: &Fitting, mistakes: &Mistakes) -> TokenStream {
        let Fitting { fitted, checks, .. } = fitting;
        let (krate, owner, cfgs) = (&self.arguments.krate, self.block.owner.to_token_stream(), self.cfgs());
        let types = [&owner, fitted];
        let conditions = types.map(|ty| self.condition(ty, Use::Step));
        let required = types.map(|ty| self.required(ty, Use::Step));
        let fitted = quote!(type Fitted = #fitted;);
        let code =
            self.declare(&quote!(#krate::step::Step), (&fitted, checks), conditions.concat(), mistakes);
        quote!(#(#cfgs #required)* #code)
    }

    fn stateless(&self, mistakes: &Mistakes) -> TokenStream {
        let (krate, owner, cfgs) = (&self.arguments.krate, self.block.owner.to_token_stream(), self.cfgs());
        let conditions = self.condition(&owner, Use::Stateless);
        let required = self.required(&owner, Use::Stateless);
        let nothing = TokenStream::new();
        let code = self.declare(&quote!(#krate::step::Stateless), (&nothing, &nothing), conditions, mistakes);
        quote!(#cfgs #required #code)
    }

    fn declare(
        &self,
        of: &TokenStream,
        (fitted, checks): (&TokenStream, &TokenStream),
        conditions: Vec<TokenStream>,
        mistakes: &Mistakes,
    ) -> TokenStream {
        let (krate, owner, cfgs) = (&self.arguments.krate, &self.block.owner, self.cfgs());
        let constants = self.axes.map(|axes| &axes.constants[..]).unwrap_or_default();
        let signature = self.arguments.signature_value(constants, checks, mistakes);
        let (rowwise, columnwise) = (self.arguments.rowwise.is_some(), self.arguments.columnwise.is_some());
        let names = (!mistakes.any()).then(|| self.feature_names(fitted.is_empty()));
        let identity = self.arguments.identity(self.item, owner.span());
        let owners = self.owners();
        let declared = owners.declared(&[]);
        let mut all: Vec<_> = owners.conditions.iter().map(ToTokens::to_token_stream).collect();
        all.extend(conditions);
        let clause = generics::clause(&all);
        let owner_tokens = owner.to_token_stream();
        let reported = self
            .is_concrete(&owner_tokens)
            .then(|| reported_step(krate, &owner_tokens))
            .map(|code| quote!(#cfgs #code));
        quote! {
            #reported
            #cfgs
            #[automatically_derived]
            impl #declared #of for #owner #clause {
                #fitted
                const SIGNATURE: #krate::shape::Signature = #signature;
                const ROWWISE: bool = #rowwise;
                const COLUMNWISE: bool = #columnwise;
                #identity
                #names
            }
        }
    }

    /// Checks the number of parameters of `feature_names` and `features_in`.
    fn check_feature_names(&self, is_stateless: bool, mistakes: &mut Mistakes) {
        for method in &self.block.methods {
            let name = &method.ident;
            let (takes_self, count, wanted) = if name == "feature_names" && is_stateless {
                (true, 2, "(&self, inputs: &[Features]) -> Vec<Features>")
            } else if name == "feature_names" {
                (false, 2, "(fitted: &Fitted, inputs: &[Features]) -> Vec<Features>")
            } else if name == "features_in" && !is_stateless {
                (false, 1, "(fitted: &Fitted) -> Option<usize>")
            } else {
                continue;
            };
            if method.receiver().is_some() != takes_self || method.inputs.len() != count {
                mistakes.at(name, format!("write `fn {name}{wanted}`"));
            }
        }
    }

    /// Returns the methods of the trait that call the user's `feature_names` and `features_in`, if the block has them.
    fn feature_names(&self, is_stateless: bool) -> TokenStream {
        let krate = &self.arguments.krate;
        let method =
            |name: &str| self.block.methods.iter().find(|method| method.ident == name).map(|it| &it.ident);
        let given = quote!(inputs: &[#krate::step::Features]);
        let names = quote!(::std::vec::Vec<#krate::step::Features>);
        let fitted = quote!(fitted: &<Self as #krate::step::Step>::Fitted);
        let named = method("feature_names").map(|name| {
            // At the method, so that rustc reports other types there.
            let call = quote_spanned!(Span::call_site().located_at(name.span())=> Self::#name);
            if is_stateless {
                quote!(fn feature_names(&self, #given) -> #names { #call(self, inputs) })
            } else {
                quote!(fn feature_names(#fitted, #given) -> #names { #call(fitted, inputs) })
            }
        });
        let counted = method("features_in").filter(|_| !is_stateless).map(
            |name| quote!(fn features_in(#fitted) -> ::core::option::Option<usize> { Self::#name(fitted) }),
        );
        quote!(#named #counted)
    }

    /// Returns what the traits require of a type: as bounds, if they depend on the block's type parameters, or else as late
    /// bounds, because a type that is not usable is reported once.
    fn condition(&self, ty: &TokenStream, used: Use) -> Vec<TokenStream> {
        let krate = &self.arguments.krate;
        if generics::types(&self.block.generics.params).any(|name| generics::mentions(ty, name)) {
            let bounds = used.bounds(krate);
            return vec![quote!(#ty: #bounds)];
        }
        if self.is_concrete(ty) { vec![used.late(krate, ty)] } else { Vec::new() }
    }

    /// Returns the code that reports a type that is not usable.
    fn required(&self, ty: &TokenStream, used: Use) -> TokenStream {
        if self.is_concrete(ty) { used.required(&self.arguments.krate, ty) } else { TokenStream::new() }
    }

    fn is_concrete(&self, ty: &TokenStream) -> bool {
        is_concrete(ty, &self.owners().all)
    }

    fn owner<'a>(&self, generics: &'a Owners) -> Owner<'a> {
        let ty = self.block.owner.to_token_stream();
        let conditions = self.condition(&ty, Use::Step);
        Owner { ty, generics, conditions, attributes: self.cfgs() }
    }

    fn owners(&self) -> Owners {
        let of_struct = |parameter: &GenericParam| !matches!(parameter, GenericParam::Lifetime(_));
        Owners::split(&self.block.generics, of_struct)
    }

    fn cfgs(&self) -> TokenStream {
        let cfgs = self.block.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
        cfgs.map(ToTokens::to_token_stream).collect()
    }
}

/// Requires a method with `&self` that safe code can call.
fn require_shared_self(method: &Signature, mistakes: &mut Mistakes) {
    let name = &method.ident;
    let message = format!("`{name}` must take `&self`: a step does not change while it runs");
    match method.inputs.first() {
        Some(FnArg::Receiver(receiver)) if matches!(receiver.kind, ReceiverKind::Reference(_, _, None)) => {}
        Some(FnArg::Receiver(receiver)) => mistakes.at(receiver, message),
        _ => mistakes.at(name, message),
    }
    item::require_plain(method, mistakes);
}

/// Returns the type of a fitted step that has been reported: about its fields and methods nothing more is.
fn poison(krate: &TokenStream, errors: &TokenStream) -> TokenStream {
    quote!(<[(); { #errors 0 }] as #krate::plumbing::TypeIfRight<#krate::plumbing::Poison>>::Type)
}
