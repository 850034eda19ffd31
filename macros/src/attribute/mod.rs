//! `#[step("signature")]`: a function or an `impl` block as a step.
//!
//! Invariant: the user's item is always emitted, whatever errors it has, and so are the types that the rest of the program
//! names. A step with an error has the poison signature, which every check of shapes accepts.
//!
//! | file | owns |
//! |---|---|
//! | `expand` | the order of the work |
//! | `arguments` | the arguments of the attribute |
//! | `axes` | the numbers of inputs, outputs and axes in a signature, and its constants |
//! | `item` | a function or an `impl` block, without its bodies |
//! | `form` | how a parameter holds its value: as a view, owned, shared, or unchanged |
//! | `parameters` | which parameters are inputs, targets, hyperparameters, the context |
//! | `result` | the result of a function, and the value on the edge |
//! | `generics` | which generics belong to the struct and which to the implementation |
//! | `usable` | what a step requires of the user's types |
//! | `call` | the body that passes the values and converts the result |
//! | `failure` | the conversion of an error into the library's |
//! | `function`, `declare` | a function as a step, and its struct |
//! | `block` | an `impl` block as a step |
//! | `tokens` | tokens that the macro writes |
//! | `mistakes` | the errors, reported together |

mod arguments;
mod axes;
mod block;
mod call;
mod declare;
mod expand;
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
mod tokens;
mod usable;

pub(crate) use expand::expand;
