//! The generated names, which an editor must not offer.
//!
//! rust-analyzer offers every item in scope, hidden from the documentation or not, except items that are not stable. rustc
//! never reads this attribute.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;

/// The words before the name of an item.
const KINDS: [&str; 4] = ["type", "struct", "trait", "const"];

/// Marks each item whose name begins with `__`, also in calls of macros.
pub(crate) fn hide(code: TokenStream) -> TokenStream {
    let mut tokens = code.into_iter().peekable();
    let mut hidden = TokenStream::new();
    let mut is_call = false;
    while let Some(token) = tokens.next() {
        let is_item = matches!(&token, TokenTree::Ident(word) if KINDS.iter().any(|kind| word == kind));
        let is_generated =
            matches!(tokens.peek(), Some(TokenTree::Ident(name)) if name.to_string().starts_with("__"));
        if is_item && is_generated {
            hidden.extend(quote!(#[unstable(feature = "generated", issue = "none")]));
        }
        let was_call = is_call;
        is_call = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == '!');
        hidden.extend([match token {
            TokenTree::Group(group) if was_call => {
                let mut inner = Group::new(group.delimiter(), hide(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            token => token,
        }]);
    }
    hidden
}
