//! The item under the attribute: a function, or an `impl` block.
//!
//! Invariant: bodies are not parsed. They are emitted unchanged, so that an editor completes inside them while the user types.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, FnArg, Generics, PatType, Safety, Signature, Token, Type, Visibility, WhereClause};

use super::mistakes::Mistakes;

/// An item that can become a step.
pub(super) enum Item {
    Function(Function),
    Block(Block),
}

/// A function.
#[derive(Clone)]
pub(super) struct Function {
    pub(super) attributes: Vec<Attribute>,
    pub(super) visibility: Visibility,
    pub(super) signature: Signature,
    pub(super) body: TokenStream,
}

/// An `impl` block.
pub(super) struct Block {
    pub(super) attributes: Vec<Attribute>,
    pub(super) generics: Generics,
    pub(super) owner: Type,
    pub(super) methods: Vec<Signature>,
}

const WHERE: &str = "`#[step]` goes on a function or on an `impl` block of a type";

impl Item {
    pub(super) fn read(tokens: TokenStream) -> syn::Result<Self> {
        syn::parse2(tokens)
    }

    /// Returns the name of the function, or of the block's type; of a type without a name, `Block`.
    pub(super) fn name(&self) -> String {
        let name = match self {
            Self::Function(function) => Some(&function.signature.ident),
            Self::Block(Block { owner: Type::Path(path), .. }) => {
                path.path.segments.last().map(|last| &last.ident)
            }
            Self::Block(_) => None,
        };
        name.map_or_else(|| "Block".to_owned(), |name| name.unraw().to_string())
    }
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        if input.peek(Token![impl]) || input.peek(Token![unsafe]) && input.peek2(Token![impl]) {
            return block(attributes, input).map(Item::Block);
        }
        let visibility: Visibility = input.parse()?;
        if !starts_function(input) {
            let keyword = input.cursor().token_tree().map(|(token, _)| token);
            skip(input)?;
            return Err(syn::Error::new_spanned(keyword, WHERE));
        }
        let signature = input.parse()?;
        Ok(Item::Function(Function { attributes, visibility, signature, body: rest(input)? }))
    }
}

/// Returns the parameters without the receiver.
pub(super) fn parameters(signature: &Signature) -> Vec<&PatType> {
    let typed = signature.inputs.iter().filter_map(|argument| match argument {
        FnArg::Typed(parameter) => Some(parameter),
        FnArg::Receiver(_) => None,
    });
    typed.collect()
}

/// Requires a function that safe code can call directly.
pub(super) fn require_plain(signature: &Signature, mistakes: &mut Mistakes) {
    let Signature { asyncness, safety, abi, variadic, .. } = signature;
    if let Some(word) = asyncness {
        mistakes.at(word, "a step cannot be `async`: it returns its output directly");
    }
    if let Safety::Unsafe(word) = safety {
        mistakes.at(word, "a step cannot be `unsafe`: safe code calls it");
    }
    if let Some(abi) = abi {
        mistakes.at(abi, "a step cannot be `extern`: it is a Rust function");
    }
    if let Some(variadic) = variadic {
        mistakes.at(variadic, "a step has a fixed number of parameters");
    }
}

fn block(attributes: Vec<Attribute>, input: ParseStream<'_>) -> syn::Result<Block> {
    input.parse::<Option<Token![unsafe]>>()?;
    input.parse::<Token![impl]>()?;
    let mut generics: Generics = if input.peek(Token![<]) { input.parse()? } else { Generics::default() };
    let owner: Type = input.parse()?;
    if let Some(keyword) = input.parse::<Option<Token![for]>>()? {
        skip(input)?;
        return Err(syn::Error::new_spanned(
            keyword,
            "`#[step]` implements the traits itself: write an `impl` block without a trait",
        ));
    }
    generics.where_clause = input.parse::<Option<WhereClause>>()?;
    let content;
    syn::braced!(content in input);
    let mut methods = Vec::new();
    while !content.is_empty() {
        content.call(Attribute::parse_inner)?;
        content.call(Attribute::parse_outer)?;
        content.parse::<Visibility>()?;
        if starts_function(&content) {
            methods.push(content.parse()?);
        }
        skip_member(&content)?;
    }
    Ok(Block { attributes, generics, owner, methods })
}

fn starts_function(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    while ahead.peek(Token![const]) || ahead.peek(Token![async]) || ahead.peek(Token![unsafe]) {
        let _ = ahead.parse::<TokenTree>();
    }
    ahead.peek(Token![fn]) || ahead.peek(Token![extern])
}

/// Skips to the end of a member: its body or its semicolon.
fn skip_member(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() {
        match input.parse::<TokenTree>()? {
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !input.peek(Token![;]) => {
                break;
            }
            _ => {}
        }
    }
    Ok(())
}

fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    rest(input).map(drop)
}

fn rest(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    input.parse()
}
