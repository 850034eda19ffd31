//! `#[step("signature")]`: a step made of a function or of an `impl` block.
//!
//! Invariant: the user's item comes out again whatever mistakes it holds, and so do the types that the rest of the
//! program names. A step with a mistake has the poison signature, which every check of shapes lets pass.
//!
//! | file | owns |
//! |---|---|
//! | `arguments` | what stands in the attribute's parentheses |
//! | `axes` | how many inputs, axes and outputs a signature has, and which constants |
//! | `form` | how a parameter holds its value: as a view, owned, shared, or as it is |
//! | `parameters` | which parameters are inputs, targets, hyperparameters, the context |
//! | `result` | what a function gives, and what flows on |
//! | `generics` | which generics belong to the struct and which to the implementation |
//! | `call` | the body that hands the values over and takes the result |
//! | `failure` | turning a foreign error into the library's |
//! | `item` | reading a function or an `impl` block without reading its bodies |
//! | `function` | a function as a step |
//! | `block` | an `impl` block as a step |
//! | `mistakes` | all that is to be reported, in one go |

mod arguments;
mod axes;
mod block;
mod call;
mod failure;
mod form;
mod function;
mod generics;
mod item;
mod mistakes;
mod parameters;
mod result;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use arguments::Arguments;
use item::Item;
use mistakes::Mistakes;

/// Expands the attribute.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let arguments = Arguments::read(arguments, &mut mistakes);
    let code = match Item::read(item.clone()) {
        Ok(Item::Function(function)) => function::expand(&arguments, &function, &mut mistakes),
        Ok(Item::Block(block)) => block::expand(&arguments, &block, &item, &mut mistakes),
        Err(error) => {
            mistakes.add(&error);
            item
        }
    };
    let reports = mistakes.into_tokens();
    quote::quote! { #code #reports }
}
