//! Reads what stands under the attribute: a function, or an `impl` block.
//!
//! Invariant: bodies are not read. They come out as they went in, so that an editor completes in them while they are
//! half written.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Generics, Signature, Token, Type, Visibility, WhereClause};

/// What a step can be made of.
pub(super) enum Item {
    Function(Function),
    Block(Block),
}

/// A function.
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

const WHERE: &str = "`#[step]` stands on a function or on an `impl` block of a type";

impl Item {
    pub(super) fn read(tokens: TokenStream) -> syn::Result<Self> {
        syn::parse2(tokens)
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

fn block(attributes: Vec<Attribute>, input: ParseStream<'_>) -> syn::Result<Block> {
    input.parse::<Option<Token![unsafe]>>()?;
    input.parse::<Token![impl]>()?;
    let mut generics: Generics = if input.peek(Token![<]) { input.parse()? } else { Generics::default() };
    let owner: Type = input.parse()?;
    if let Some(keyword) = input.parse::<Option<Token![for]>>()? {
        skip(input)?;
        return Err(syn::Error::new_spanned(
            keyword,
            "`#[step]` implements the traits itself: write `impl` and the type alone",
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

/// Skips to the end of a member: its body, or its semicolon.
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
