//! The reported errors, each once.

use quote::quote;

use super::expand;

fn errors(tokens: proc_macro2::TokenStream) -> Vec<String> {
    let code = expand(tokens).to_string();
    let parts = code.split("compile_error ! {").skip(1);
    parts.map(|part| part.split('}').next().unwrap_or_default().trim().trim_matches('"').to_owned()).collect()
}

#[test]
fn each_mistake_is_reported_once() {
    let found = errors(quote! {
        #[space(skip)]
        struct Step {
            #[space]
            a: f64,
            #[space(skipp)]
            b: f64,
            #[space(nested, skip)]
            c: f64,
            #[space(log(1.0..=2.0))]
            #[space(skip)]
            d: f64,
            #[space(crate = other)]
            e: f64,
        }
    });
    assert_eq!(found.len(), 6, "{found:#?}");
    assert!(found[2].starts_with("did you mean `skip`?"), "{found:#?}");
}

#[test]
fn other_items_are_reported() {
    for (tokens, expected) in [
        (
            quote!(
                struct Step(f64);
            ),
            "give the fields names",
        ),
        (quote!(union Step { a: f64 }), "the fields of a struct or the variants of an enum"),
        (
            quote!(
                enum Step {}
            ),
            "at least one variant",
        ),
        (
            quote!(
                enum Step {
                    A,
                    B { c: f64 },
                }
            ),
            "put the fields in a struct",
        ),
        (
            quote!(
                enum Step {
                    #[space(skip)]
                    A,
                }
            ),
            "a variant is an arm",
        ),
        (
            quote!(
                enum Step {
                    Choice(Pca),
                }
            ),
            "another name",
        ),
    ] {
        let found = errors(tokens);
        assert!(found.len() == 1 && found[0].contains(expected), "{found:?}");
    }
}

#[test]
fn valid_items_are_not_reported() {
    assert!(
        errors(quote!(
            struct Step;
        ))
        .is_empty()
    );
    assert!(
        errors(quote!(
            #[space(crate = crate)]
            struct Step<T, const K: usize>
            where
                T: Copy,
            {
                /// Words.
                #[space(log(1.0..=2.0))]
                a: f64,
                #[space(nested)]
                b: Vec<T>,
                r#type: bool,
                #[space(ignore)]
                folder: PathBuf,
            }
        ))
        .is_empty()
    );
}
