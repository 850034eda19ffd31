//! The arguments of the attribute: `"signature", rowwise, columnwise, name = Sums, revision = 2, crate = some::path`.
//!
//! Invariant: each unreadable argument is one error, and the other arguments are used.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::parse::Parser;
use syn::{LitInt, LitStr, Path};

use super::axes::Axes;
use super::mistakes::Mistakes;
use super::tokens::placed;
use crate::sources::hash;
use crate::spelling::closest;

/// The arguments of the attribute.
pub(super) struct Arguments {
    /// The signature, if it is a string.
    pub(super) signature: Option<LitStr>,
    /// There is something else in the place of the signature, which has been reported.
    pub(super) signature_reported: bool,
    pub(super) rowwise: Option<Ident>,
    pub(super) columnwise: Option<Ident>,
    pub(super) name: Option<Ident>,
    /// The declared revision, at least 1.
    pub(super) revision: Option<LitInt>,
    /// The path of the crate.
    pub(super) krate: TokenStream,
    /// The identity of the sources of the package.
    sources: u64,
    /// An editor reads the expansion.
    pub(super) in_editor: bool,
}

const KNOWN: [&str; 5] = ["rowwise", "columnwise", "name", "revision", "crate"];

impl Arguments {
    pub(super) fn read(tokens: TokenStream, sources: u64, mistakes: &mut Mistakes) -> Self {
        let mut arguments = Self {
            signature: None,
            signature_reported: false,
            rowwise: None,
            columnwise: None,
            name: None,
            revision: None,
            krate: quote!(::shapeflow),
            sources,
            in_editor: false,
        };
        let mut parts: Vec<Vec<TokenTree>> = Vec::new();
        for part in split(tokens) {
            // A signature without quotes may contain commas: it is one error.
            match parts.last_mut() {
                Some(last) if is_unquoted(last) && is_unquoted(&part) => last.extend(part),
                _ => parts.push(part),
            }
        }
        for part in parts {
            arguments.take(&part, mistakes);
        }
        arguments
    }

    fn take(&mut self, part: &[TokenTree], mistakes: &mut Mistakes) {
        let tokens: TokenStream = part.iter().cloned().collect();
        match part {
            [TokenTree::Literal(literal)] => match syn::parse2::<LitStr>(tokens) {
                Ok(_) if self.signature.is_some() => mistakes.at(literal, "a step has one signature"),
                Ok(text) => self.signature = Some(text),
                Err(_) => self.reject_signature(literal, mistakes),
            },
            [TokenTree::Ident(word), rest @ ..] => {
                let rest: TokenStream = rest.iter().skip(1).cloned().collect();
                let has_value = part.get(1).is_some_and(is_equals);
                match word.to_string().as_str() {
                    flag @ ("rowwise" | "columnwise") => {
                        let given = if flag == "rowwise" { &mut self.rowwise } else { &mut self.columnwise };
                        if part.len() > 1 {
                            mistakes.at(&tokens, format!("`{flag}` takes no value: write `{flag}` alone"));
                        } else if given.is_some() {
                            mistakes.at(word, format!("`{flag}` is given twice"));
                        }
                        *given = Some(word.clone());
                    }
                    "name" if self.name.is_some() => mistakes.at(word, "`name` is given twice"),
                    "name" => match syn::parse2::<Ident>(rest) {
                        Ok(name) if has_value => self.name = Some(name),
                        _ => mistakes.at(&tokens, "expected a name, as in `name = ColumnSums`"),
                    },
                    "revision" if self.revision.is_some() => mistakes.at(word, "`revision` is given twice"),
                    "revision" => match syn::parse2::<LitInt>(rest) {
                        Ok(number)
                            if has_value && number.base10_parse::<u64>().is_ok_and(|number| number > 0) =>
                        {
                            self.revision = Some(number);
                        }
                        _ => mistakes.at(&tokens, "expected a number from 1, as in `revision = 2`"),
                    },
                    "crate" => match Path::parse_mod_style.parse2(rest) {
                        Ok(path) if has_value => self.krate = placed(&quote!(#path), word.span()),
                        _ => mistakes
                            .at(&tokens, "expected the path of the library, as in `crate = some::path`"),
                    },
                    other => mistakes.at(&tokens, unknown(other)),
                }
            }
            _ => self.reject_signature(tokens, mistakes),
        }
    }

    fn reject_signature(&mut self, tokens: impl quote::ToTokens, mistakes: &mut Mistakes) {
        mistakes.at(tokens, "a signature is a string in quotes: `\"[n, d] -> [n, d]\"`");
        self.signature_reported = true;
    }

    /// Returns a statement that checks the text at its place: the only parser of signatures is a `const fn` of the library. The constant
    /// with this statement has an error if the text has one.
    fn syntax_check(&self) -> Option<TokenStream> {
        let text = self.signature.as_ref()?;
        let place = Span::call_site().located_at(text.span());
        let krate = placed(&self.krate, place);
        Some(quote_spanned!(place=> let _: [(); { #krate::plumbing::require_syntax(#text); 0 }];))
    }

    /// Returns what tells a cache that the step computes something else than before: the declared revision, or a hash of the
    /// step's own tokens and of the sources of its package, and the place at which it is defined.
    pub(super) fn identity(&self, tokens: &TokenStream, place: Span) -> TokenStream {
        if let Some(revision) = &self.revision {
            return quote!(const REVISION: ::core::option::Option<u64> = ::core::option::Option::Some(#revision as u64););
        }
        let code = hash(self.sources, tokens.to_string().as_bytes());
        // Two steps of one name in two blocks of a function have one type name.
        let place = Span::call_site().located_at(place);
        let line = quote_spanned!(place=> ::core::line!());
        let column = quote_spanned!(place=> ::core::column!());
        quote!(const CODE: u64 = (#code ^ ((#line as u64) << 32) ^ (#column as u64)) | 1;)
    }

    /// Reports `rowwise` on a signature that changes the rows, and `columnwise` on one that changes the features.
    pub(super) fn require_kept_axes(&self, axes: Option<&Axes>, mistakes: &mut Mistakes) {
        if let (Some(word), Some(axes)) = (&self.columnwise, axes)
            && axes.changes_features()
        {
            let message = "`columnwise` means that each feature of the output depends on the same feature of the input, but this \
                           signature does not have one input and one output of the same axes: leave `columnwise` out";
            mistakes.at(word, message);
        }
        if let (Some(word), Some(axes)) = (&self.rowwise, axes)
            && axes.changes_rows()
        {
            let message = "`rowwise` means that each row of the output depends on the same row of the input, but in this signature \
                           the first axes differ: leave `rowwise` out";
            mistakes.at(word, message);
        }
    }

    /// Returns the value of `SIGNATURE`. If the step has an error, so has this constant, and every pipeline that uses it: nothing more is
    /// reported there.
    ///
    /// `checks` are further statements of a constant that has an error if the step has one.
    pub(super) fn signature_value(
        &self,
        constants: &[String],
        checks: &TokenStream,
        mistakes: &Mistakes,
    ) -> TokenStream {
        let (krate, syntax) = (&self.krate, self.syntax_check());
        let Some(text) = self.signature.as_ref().filter(|_| !mistakes.any()) else {
            let errors = mistakes.errors();
            return quote!({ #syntax #errors #checks #krate::shape::Signature::POISON });
        };
        let constants = constants.iter().map(|name| {
            let place = Span::call_site().located_at(text.span());
            let ident = Ident::new(name, place);
            // A constant of another type than those of Rust's sizes is a mismatch of types.
            quote_spanned!(place=> (#name, { let size: usize = #ident; size as i64 }))
        });
        quote!({ #syntax #checks #krate::shape::Signature::new(#text, &[#(#constants),*]) })
    }
}

fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    for token in tokens {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => parts.push(Vec::new()),
            (_, Some(part)) => part.push(token),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn is_unquoted(part: &[TokenTree]) -> bool {
    matches!(part.first(), Some(TokenTree::Group(_) | TokenTree::Punct(_)))
}

fn is_equals(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=')
}

fn unknown(word: &str) -> String {
    match closest(word, KNOWN) {
        Some(known) => format!("unknown argument `{word}`: did you mean `{known}`?"),
        None => format!(
            "unknown argument `{word}`: expected a signature in quotes, `rowwise`, `columnwise`, `name = ...`, \
             `revision = ...` or `crate = ...`"
        ),
    }
}
