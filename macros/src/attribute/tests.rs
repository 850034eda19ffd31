//! The items and errors of the attribute.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::Arguments;
use super::item::Item;
use super::mistakes::Mistakes;
use crate::emit::Reader;

fn messages(arguments: &str, item: &str) -> Vec<String> {
    let mut mistakes = Mistakes::default();
    let arguments = Arguments::read(tokens(arguments), 0, &mut mistakes);
    let item = tokens(item);
    match Item::read(item.clone()) {
        Ok(Item::Function(function)) => {
            drop(super::function::expand(&arguments, &function, &item, &mut mistakes));
        }
        Ok(Item::Block(block)) => drop(super::block::expand(&arguments, &block, &item, &mut mistakes)),
        Err(error) => mistakes.add(&error),
    }
    mistakes.messages()
}

fn tokens(text: &str) -> TokenStream {
    text.parse().expect("tokens")
}

/// Returns the emitted items, as the compiler would read them.
fn items(arguments: &str, item: &str) -> Vec<syn::Item> {
    let code = super::expand(tokens(arguments), tokens(item), Reader::Documentation);
    let text = code.to_string();
    syn::parse2::<syn::File>(code).unwrap_or_else(|error| panic!("{error}: {text}")).items
}

/// Returns the trait implementations among the items: `Stateless for ColumnSums`.
fn implementations(items: &[syn::Item]) -> Vec<String> {
    let mut found = Vec::new();
    for item in items {
        if let syn::Item::Impl(item) = item
            && let Some((path, _)) = &item.trait_
            && let Some(last) = path.segments.last()
        {
            let owner = &item.self_ty;
            found.push(format!("{} for {}", last.ident, quote!(#owner)).replace(' ', ""));
        }
    }
    found
}

#[test]
fn a_function_is_unchanged_next_to_its_struct() {
    let function = "/// Sums.\n#[inline] pub(crate) fn column_sums(images: ArrayView3<'_, f32>) -> Array2<f32> { a + b ; }";
    let items = items("\"[n, h, w] -> [n, w]\"", function);
    let [syn::Item::Fn(kept), syn::Item::Struct(made), ..] = &items[..] else { panic!("{items:?}") };
    let plain = |tokens: TokenStream| tokens.to_string().replace(' ', "");
    let written = plain(quote!(#kept)).replace(&plain(super::call::allowed()), "");
    assert_eq!(written, plain(tokens(function)));
    assert_eq!(
        (made.ident.to_string().as_str(), quote!(#made).to_string().contains("Sums.")),
        ("ColumnSums", true)
    );
    assert!(matches!(made.fields, syn::Fields::Unit));
    assert_eq!(implementations(&items), ["StatelessforColumnSums", "TransformforColumnSums"]);
}

#[test]
fn attributes_of_parameters_move_to_the_fields() {
    let items = items(
        "\"[n] -> [n]\"",
        "fn scale(x: Array1<f32>, /// By what.\n #[default(2.0)] factor: f32) -> Array1<f32> { x * factor }",
    );
    let [syn::Item::Fn(kept), syn::Item::Struct(made), ..] = &items[..] else { panic!("{items:?}") };
    let (kept, made) = (quote!(#kept).to_string(), quote!(#made).to_string());
    assert!(!kept.contains("default") && !kept.contains("By what"), "{kept}");
    assert!(made.contains("By what") && made.contains("factor : f32"), "{made}");
}

#[test]
fn errors_in_the_arguments_are_reported_once_each() {
    let function = "fn f(x: Array2<f32>) -> Array2<f32> { x }";
    for (arguments, expected) in [
        ("", &["a step needs a signature: `#[step(\"[n, d] -> [n, d]\")]`"][..]),
        ("[n, d], [n] -> [n], rowwise", &["a signature is a string in quotes: `\"[n, d] -> [n, d]\"`"]),
        ("7", &["a signature is a string in quotes: `\"[n, d] -> [n, d]\"`"]),
        ("\"[n, d] -> [n, d]\", row_wise", &["unknown argument `row_wise`: did you mean `rowwise`?"]),
        (
            "\"[n, d] -> [n, d]\", name = 3, rowwise, rowwise",
            &["expected a name, as in `name = ColumnSums`", "`rowwise` is given twice"],
        ),
        (
            "\"[n, d] -> [n, d]\", columnwise = true",
            &["`columnwise` takes no value: write `columnwise` alone"],
        ),
        (
            "\"[n, d] -> [n, 2 * d]\", columnwise",
            &[
                "`columnwise` means that each feature of the output depends on the same feature of the input, but this signature \
                 does not have one input and one output of the same axes: leave `columnwise` out",
            ],
        ),
        ("\"[n, d] -> [m,d ]\", columnwise", &[]),
        ("\"[n, d] -> [n, d]\", \"[n]\"", &["a step has one signature"]),
        ("\"[n, d] -> [n, d]\", name = f", &["the function already has this name: give the step another"]),
    ] {
        assert_eq!(messages(arguments, function), expected, "{arguments}");
    }
}

#[test]
fn parameters_are_compared_with_the_signature() {
    for (signature, function, expected) in [
        (
            "[n, h, w] -> [n]",
            "fn f(images: ArrayView2<'_, f32>) -> Array1<f32> {}",
            &["the signature has [n, h, w] here (3 axes), but `images` has 2"][..],
        ),
        ("[n, ..] -> [n]", "fn f(x: ArrayView2<'_, f32>) -> Array1<f32> {}", &[]),
        ("[n, d] -> [n]", "fn f(x: Image) -> Labels {}", &[]),
        ("[n, d] -> [n]", "fn f(x: ArrayViewD<'_, f32>) -> ArrayD<f32> {}", &[]),
        (
            "[n, d] -> [n, d]",
            "fn f(x: Array<f32, Ix1>) -> Array<f32, ndarray::Ix3> {}",
            &[
                "the signature has [n, d] here (2 axes), but `x` has 1",
                "the signature has [n, d] here (2 axes), but this has 3",
            ],
        ),
        (
            "[n, d] -> [n]",
            "fn f(x: f32) -> Result<Array1<f32>> {}",
            &["the signature has [n, d] here (2 axes), but `x` is a single value"],
        ),
        (
            "[n], [n] -> [n]",
            "fn f(x: Array1<f32>) -> Array1<f32> {}",
            &["the signature has 2 inputs, but the function takes 1"],
        ),
        (
            "[n] -> [n]",
            "fn f(x: Array1<f32>) {}",
            &["`f` returns nothing: write the type of its output, as in `-> Array2<f32>`"],
        ),
        (
            "[n] -> [n]",
            "fn f(context: &Context<'_>, x: Array1<f32>) -> Array1<f32> {}",
            &["the context must be the last parameter"],
        ),
        (
            "[n] -> [n], [n]",
            "fn f(x: Array1<f32>) -> Array1<f32> {}",
            &["the signature has 2 outputs, but the function returns 1"],
        ),
        (
            "[n, d*] -> [n]",
            "fn f(x: Array2<f32>) -> Array1<f32> {}",
            &[
                "the signature repeats [n, d*] here: `x` must be `&[T]`, `Vec<T>` or `[T; N]`, as in `&[ArrayView2<'_, f32>]`",
            ],
        ),
        (
            "[n, d -> [n]",
            "fn f(x: Array2<f32>, y: ArrayView1<'_, f32>) -> Array1<f32> {}",
            // The library reports the malformed text.
            &[],
        ),
    ] {
        assert_eq!(messages(&format!("{signature:?}"), function), expected, "{signature} {function}");
    }
}

#[test]
fn several_errors_are_reported_together_and_the_types_are_emitted() {
    let function = "async unsafe fn f(x: ArrayView1<'_, f32>, (a, b): (u8, u8)) -> Array3<f32> {}";
    assert_eq!(messages("\"[n, d] -> [n]\", rowise", function).len(), 6);
    let items = items("\"[n, d] -> [n]\", rowise", function);
    let constants = items.iter().filter(|item| matches!(item, syn::Item::Const(_)));
    let reports = constants.filter(|item| quote!(#item).to_string().contains("compile_error"));
    // One constant has them all, each once.
    assert_eq!(reports.count(), 1);
    assert_eq!(quote!(#(#items)*).to_string().matches("compile_error").count(), 6);
    assert_eq!(implementations(&items), ["StatelessforF", "TransformforF"]);
    let text = super::expand(tokens("\"[n, d] -> [n]\", rowise"), tokens(function), Reader::Documentation)
        .to_string();
    assert!(text.contains("POISON"), "{text}");
}

#[test]
fn blocks_are_compared_with_the_signature() {
    for (arguments, block, expected) in [
        (
            "\"[n] fit([n]) -> [n]\"",
            "impl S { fn transform(&self, x: Array1<f32>) -> Array1<f32> {} }",
            &["the signature has `fit(...)`, but the block has no method `fit`"][..],
        ),
        (
            "\"[n] fit([n, k]) -> [n]\"",
            "impl S { fn fit(&self, x: Array1<f32>, y: Array1<f32>) -> S {} }",
            &["the signature has [n, k] here (2 axes), but `y` has 1"],
        ),
        (
            "\"[n] fit([n]) -> [n]\"",
            "impl S { fn fit(&self, x: Array1<f32>) -> S {} }",
            &["the signature has 1 input and 1 target, but `fit` takes 1"],
        ),
        ("\"[n d] -> [n, 1]\", rowwise", "fn f(x: Array2<f32>) -> Array2<f32> {}", &[]),
        (
            "\"[n] -> [n]\"",
            "impl S { fn fit(&self, x: Array1<f32>, y: Array1<f32>) -> S {} }",
            &[
                "`fit` takes 1 value and a context: for a target, write `fit([n])` before `->` in the signature; otherwise \
                 make this parameter a field of the struct",
            ],
        ),
        (
            "\"[n] -> [n]\"",
            "impl S { fn transform(&mut self, x: Array1<f32>, lambda: f32) -> Array1<f32> {} }",
            &[
                "`transform` must take `&self`: a step does not change while it runs",
                "`transform` takes 1 value and a context: make this parameter a field of the struct",
            ],
        ),
        (
            "\"[n] -> [n]\"",
            "impl S { fn transfrom(&self) {} }",
            &["the methods of a step are named `transform` and `fit`"],
        ),
        (
            "\"[n] -> [n]\"",
            "impl S { fn fit<A>(&self, x: Array1<A>) -> Fitted<A> {} }",
            &[
                "the fitted step is one type, so it cannot depend on `A`: make it a type parameter of the struct",
            ],
        ),
        (
            "",
            "impl Clone for S {}",
            &["`#[step]` implements the traits itself: write an `impl` block without a trait"],
        ),
        ("\"[n] -> [n]\"", "struct S;", &["`#[step]` goes on a function or on an `impl` block of a type"]),
    ] {
        assert_eq!(messages(arguments, block), expected, "{block}");
    }
}

#[test]
fn a_block_gets_the_traits_of_its_methods() {
    for (arguments, block, expected) in [
        (
            "\"[n] -> [n]\"",
            "impl S { fn transform(&self, x: Array1<f32>) -> Array1<f32> {} }",
            &["AStepforS", "StatelessforS", "TransformforS"][..],
        ),
        (
            "\"[n] -> [n]\"",
            "impl S { fn fit(&self, x: Array1<f32>) -> F {} }",
            &["AStepforS", "StepforS", "FitforS"],
        ),
        (
            "",
            "impl F { const A: [u8; 1] = { [1] }; fn transform(&self, x: Array1<f32>) -> Array1<f32> {} }",
            &["TransformforF"],
        ),
        (
            "\"[n] -> [n]\"",
            "impl S { fn fit(&self, x: Array1<f32>) -> S {} fn transform(&self, x: Array1<f32>) -> Array1<f32> {} }",
            &["AStepforS", "StepforS", "FitforS", "TransformforS"],
        ),
    ] {
        assert_eq!(implementations(&items(arguments, block)), expected, "{block}");
        assert_eq!(messages(arguments, block), Vec::<String>::new(), "{block}");
    }
}
