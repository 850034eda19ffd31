//! The procedural macros of shapeflow: `pipeline!`, `#[step]`, `#[derive(Hyperparameters)]` and `#[derive(Save)]`.
//!
//! Data flows one way: `parse` reads tokens, `model` builds the graph, `check` finds errors in it, `emit` writes Rust. Each
//! pass is a library over `proc_macro2`, tested without a compiler. `attribute` is `#[step]`, `derive` has the
//! two derives. All macros report errors as a `diagnostic::Diagnostic`.

mod attribute;
mod beside;
mod case;
mod check;
mod column_number;
mod derive;
mod diagnostic;
mod dump;
mod emit;
mod front;
#[cfg(test)]
mod front_tests;
mod model;
mod parse;
mod saved;
mod sources;
mod spelling;
mod taken;

use proc_macro::TokenStream;
use proc_macro2::TokenTree;

/// `pipeline! { ... }`: use it as `shapeflow::pipeline!`, which passes the path of the library.
///
/// With the environment variable `SHAPEFLOW_DUMP=folder`, the macro also writes the formatted expansion of each pipeline to
/// `folder/Name.rs`.
#[proc_macro]
pub fn pipeline(input: TokenStream) -> TokenStream {
    let mut tokens = proc_macro2::TokenStream::from(input).into_iter();
    let Some(TokenTree::Group(krate)) = tokens.next() else {
        return TokenStream::new();
    };
    let (krate, reader) = (krate.stream(), emit::Reader::here());
    let input: proc_macro2::TokenStream = tokens.collect();
    let (mut pipelines, mut diagnostics) = front::front(input.clone(), reader != emit::Reader::Editor);
    if reader == emit::Reader::Compiler {
        taken::avoid_neighbours(&input, &mut pipelines, &mut diagnostics);
    }
    taken::drop_taken(&mut pipelines, &mut diagnostics);
    let dump = dump::Dump::from_env().filter(|_| reader == emit::Reader::Compiler);
    // The constant with all errors, which a pipeline with a mistake refers to: each error is written once.
    let reported = pipelines.iter().find(|pipeline| pipeline.broken);
    let reported = reported.filter(|_| reader != emit::Reader::Editor);
    let reported = reported.map(|pipeline| emit::errors_name(&pipeline.name));
    let errors = reported.as_ref().map(|name| quote::quote!(let _: [(); #name];)).unwrap_or_default();
    let mut expansions = Vec::new();
    for pipeline in pipelines {
        let name = pipeline.name.clone();
        let expansion = emit::emit(&krate, pipeline, reader, reader.sources(), &errors);
        if let Some(Err(message)) = dump.as_ref().map(|dump| dump.write(&name.to_string(), &expansion)) {
            diagnostics.push(diagnostic::Diagnostic { start: name.span(), end: name.span(), message });
        }
        expansions.push(expansion);
    }
    let errors: proc_macro2::TokenStream = match reported {
        Some(name) => diagnostic::errors_constant(&name, &diagnostics),
        None => diagnostics.iter().map(diagnostic::Diagnostic::to_item).collect(),
    };
    let expansions = expansions.into_iter();
    match reader {
        emit::Reader::Compiler | emit::Reader::Documentation => {
            std::iter::once(errors).chain(expansions).collect::<proc_macro2::TokenStream>().into()
        }
        // rust-analyzer compares the positions of tokens with and without a word at the cursor. Errors contain such words.
        emit::Reader::Editor => {
            expansions.chain(std::iter::once(errors)).collect::<proc_macro2::TokenStream>().into()
        }
    }
}

/// Turns a function or an `impl` block into a step.
///
/// # On a function
///
/// A function becomes a step without state. The macro keeps the function, and writes a struct with the function's name in camel
/// case (`ColumnSums` for `column_sums`), `Stateless` and `Transform` for it, and, with the feature `save`, `Save`.
///
/// The parameters are, in this order:
///
/// - **inputs**, as many as the signature has. An array is taken as a view (`ArrayView2<'_, f32>`), owned (`Array2<f32>`, copied
///   only if another step still uses it), shared (`ArcArray2<f32>`) or by reference (`&ArcArray2<f32>`, `&ArrayRef2<f32>`). A
///   value of any other type is taken as it is (`String`, `&'static str`), or by reference (`&str` for a `String`). A repeated
///   input (`[n, d*]` or `[n, d]*`) is `&[T]`, `Vec<T>` or `[T; N]`, and the only input.
/// - **hyperparameters**, which become public fields of the struct, and its
///   [hyperparameters](https://docs.rs/shapeflow/latest/shapeflow/space): in the space of a pipeline, in assignments and files, in
///   the keys of a cache. `#[default(value)]` gives the default; without it, the field's type must implement `Default`. Doc comments
///   move to the fields, and so does `#[space(..)]`, as in `#[space(log(1e-3..=1e2))] penalty: f64`. A `&str` becomes a `String`, a
///   slice a `Vec`. A parameter of another type than a number, `bool` or string is not a hyperparameter, and nothing with it is
///   cached, unless it has `#[space(nested)]` or a distribution.
/// - **`context: &Context<'_>`**, optional: the run with its seed and threads.
///
/// The function returns the output, a tuple of several outputs, or a `Result` of these. An owned array becomes a shared one
/// without a copy. The error of a `Result` may be any type that is, or converts into, an error of the library, a `String` or a
/// boxed `std::error::Error`, or that implements `Display`.
///
/// Constant generics that no input determines belong to the struct (`Top<8>`), type generics follow from the input.
///
/// # On an `impl` block
///
/// A step with state has a method `fit`, which returns the fitted step; the fitted step has a method `transform`.
///
/// A supervised step has targets in its signature and in `fit`: `"[n, d] fit([n]) -> [n]"` with
/// `fn fit(&self, x: ArrayView2<'_, f64>, y: ArrayView1<'_, f64>)`. A block with a signature and only `transform` is a step
/// without state. Both methods take `&self`, the inputs, and optionally the context; hyperparameters are fields of the struct. A
/// function `feature_names` in the block names the features of the outputs: see `Step::feature_names`.
///
/// # Arguments
///
/// | argument | meaning |
/// |---|---|
/// | `"[n, d] -> [n, d]"` | the signature: the shapes of inputs, targets (`fit(..)`) and outputs. Required, except on the block of a fitted step. Upper-case names are constants in scope |
/// | `rowwise` | each output row depends only on the input row with the same index |
/// | `columnwise` | each feature of the output depends only on the same feature of the input, so it has its name |
/// | `revision = 2` | the version of what the step computes, from 1, for a [cache](https://docs.rs/shapeflow/latest/shapeflow/cache): see below |
/// | `name = ColumnSums` | the name of a function's struct, if it is not the function's name in camel case |
/// | `crate = path` | the path of the library, if it is not `::shapeflow` |
///
/// # What a cache sees of the code
///
/// A cached result is reused only while the step is the same: its own code, and every Rust file and the `Cargo.lock` of the package
/// that defines it. With `revision = 2`, only the number counts: raise it when the step computes something else.
///
/// # Errors
///
/// Each error is reported at the user's tokens, all of one item together. The item itself is always kept, and a step with an
/// error is accepted in pipelines, so that no second error is reported there. Reported are
///
/// - a missing or malformed signature, and unknown or repeated arguments;
/// - parameters or a result that do not match the signature: their number, and their numbers of axes;
/// - `async`, `unsafe`, `extern` or variadic functions, methods without `&self`, and `#[step]` on another item;
/// - `impl Trait` and generics that cannot be inferred;
/// - an output that borrows, and inputs that cannot be passed, such as `ArrayViewMut`;
/// - a block without `transform` and `fit`, or without the `fit` that its signature needs.
#[proc_macro_attribute]
pub fn step(arguments: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(arguments.into(), item.into(), emit::Reader::here()).into()
}

/// Implements the trait `Hyperparameters`: the fields of a struct, or the variants of an enum, can be listed, set by path and
/// searched.
///
/// # On a struct
///
/// Each field is a hyperparameter, whose path is the field's name. Its type implements `Parameter` (numbers, `bool`, `String`,
/// enums of names). An attribute changes its role:
///
/// | attribute | the field is |
/// |---|---|
/// | none | a hyperparameter that can be set, but is not searched |
/// | `#[space(distribution)]` | a hyperparameter with this search space, such as `log(1e-3..=1e2)`; the constructors need no `use` |
/// | `#[space(nested)]` | a value with its own hyperparameters, under the field's path; an `Option` of one, or of a number, `bool` or `String`, may be left out |
/// | `#[space(skip)]` | not a hyperparameter; the value may affect the result, so nothing with this field is cached |
/// | `#[space(ignore)]` | not a hyperparameter, and without effect on the result: a counter, a path of log files |
///
/// # On an enum
///
/// The enum is a choice between its variants, by their names in snake case. A variant holds nothing, or one value with
/// hyperparameters, `Pca(Pca<8>)`, which is created by `Default` when the variant is chosen. An enum whose variants all hold
/// nothing also implements `Parameter`, so that it can be a field without `#[space(nested)]`.
///
/// # Attribute of the type
///
/// `#[space(crate = path)]` gives the path of the library, if it is not `::shapeflow`.
///
/// # Errors
///
/// Each error is reported at the user's tokens. Reported are fields without names, unions, enums without variants, variants
/// with several fields or named fields, `#[space(..)]` on a variant, unknown, repeated or misplaced `#[space(..)]` arguments, and
/// a variant with the name `Choice`, which is the path of the choice itself. rustc reports a field whose type does not implement
/// `Parameter` or `Hyperparameters`, and a distribution that does not fit the field's type.
#[proc_macro_derive(Hyperparameters, attributes(space))]
pub fn hyperparameters(item: TokenStream) -> TokenStream {
    derive::expand(item.into()).into()
}

/// Implements the trait `Save`: each field of a struct, or of an enum's variants, is a part of a model file under its name.
///
/// The parts have the names of the fields (`0`, `1` in a tuple), in their order. A generic type has the bound `Save` on the types
/// of its fields, not on its parameters. An enum also has the name of its variant, under `variant`.
///
/// # Attributes of the type
///
/// | attribute | meaning |
/// |---|---|
/// | `#[save(version = 2)]` | the version of the form, from 1, which is also what it is without this attribute |
/// | `#[save(oldest = 1)]` | the oldest version that is still read; without it, the version alone |
/// | `#[save(check = Self::check)]` | a `fn(&Self) -> Result<()>`, called before a value is saved and after it was loaded |
/// | `#[save(crate = path)]` | the path of the library, if it is not `::shapeflow` |
///
/// # Attributes of a field
///
/// | attribute | the field is |
/// |---|---|
/// | none | a part that implements `Save`: a number, a text, an array, a list, an option, a fitted step |
/// | `#[save(plain)]` | plain data, saved by its serde implementations |
/// | `#[save(since = 2)]` | in files from this version on; in older ones it has the value of `Default` |
/// | `#[save(since = 2, default = 0.5)]` | the same, with this value |
/// | `#[save(name = "step")]` | in the file under this name, for instance after the field was renamed |
///
/// No field is skipped, because the loaded value would not be the saved one.
///
/// # Errors
///
/// Each error is reported at the user's tokens, all of one type together. Reported are unions, enums without variants,
/// `#[save(..)]` before a variant, unknown, repeated or misplaced words, versions that contradict each other, and two fields with
/// one name or with a name that files reserve. rustc reports a field whose type does not implement `Save`.
#[proc_macro_derive(Save, attributes(save))]
pub fn save(item: TokenStream) -> TokenStream {
    derive::save::expand(item.into()).into()
}

/// Implements the trait `Record`: a struct describes one row of a table, and each of its fields is a column.
///
/// The columns are a struct `PassengerColumns` with the same fields and visibilities; the field `age: Option<f32>` is a column
/// `Nullable<f32>` there, and `fare: f64` an `ArcArray1<f64>`. The struct cannot be named; its alias can:
/// `type Columns = <Passenger as Record>::Columns`.
///
/// `#[record(name = "Pclass")]` before a field is its name in a file; without it, that of the field. `#[record(crate = path)]`
/// before the struct gives the path of the library, if it is not `::shapeflow`.
///
/// # Errors
///
/// Each error is reported at the user's tokens. Reported are enums, unions, generics, fields without names, a struct without
/// fields, two columns of one name, and unknown or repeated arguments. rustc reports a field whose type is not a `Cell`.
#[proc_macro_derive(Record, attributes(record))]
pub fn record(item: TokenStream) -> TokenStream {
    derive::record::expand_record(item.into()).into()
}

/// Implements the trait `ClosedCategory`: an enum is the categories of a column, and its variants are class labels, numbered from 0
/// in their order.
///
/// The enum must be `Debug`, `Clone` and `Copy`. `#[category(name = "1st")]` before a variant is its name in a file; without it,
/// that of the variant. `#[category(crate = path)]` before the enum gives the path of the library, if it is not `::shapeflow`.
///
/// # Errors
///
/// Each error is reported at the user's tokens. Reported are structs, unions, generics, variants with fields, an enum without
/// variants, two categories of one name, and unknown or repeated arguments.
#[proc_macro_derive(Category, attributes(category))]
pub fn category(item: TokenStream) -> TokenStream {
    derive::record::expand_category(item.into()).into()
}
