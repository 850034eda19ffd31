//! The reported errors, each once.

use quote::quote;

use super::expand;

fn errors(tokens: proc_macro2::TokenStream) -> Vec<String> {
    let code = expand(tokens).to_string();
    let parts = code.split("compile_error ! {").skip(1);
    parts
        .map(|part| part.split("\" }").next().unwrap_or_default().trim().trim_matches('"').to_owned())
        .collect()
}

#[test]
fn each_mistake_is_reported_once() {
    let found = errors(quote! {
        #[save(version = 3, oldest = 2, versoin = 3, plain)]
        struct Fitted {
            #[save]
            a: f64,
            #[save(skip)]
            b: f64,
            #[save(plian)]
            c: f64,
            #[save(plain = true)]
            d: f64,
            #[save(plain, plain)]
            e: f64,
            #[save(since = "2")]
            f: f64,
            #[save(default = 1.0)]
            g: f64,
            #[save(version = 2)]
            h: f64,
            #[save(name = "a.b")]
            i: f64,
            #[save(name = "__metadata__")]
            j: f64,
            #[save(name = "k")]
            l: f64,
            k: f64,
            #[save(name = a)]
            m: f64,
            #[save(since =)]
            n: f64,
        }
    });
    let expected = [
        "did you mean `version`?",
        "`plain` goes before a field",
        "expected `#[save(plain)]`",
        "cannot be skipped",
        "did you mean `plain`?",
        "`plain` has no value",
        "`plain` is given twice",
        "a whole number from 1",
        "in files before the version `since`",
        "`version` goes before the type",
        "contains a dot",
        "reserves the name `__metadata__`",
        "another field has the name `k`",
        "expected a name as a text literal",
        "expected `#[save(plain)]`",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.contains(expected), "{found}\nwithout {expected}");
    }
}

#[test]
fn versions_that_contradict_each_other_are_reported() {
    for (tokens, expected) in [
        (
            quote!(
                #[save(version = 0)]
                struct Fitted;
            ),
            "from 1",
        ),
        (
            quote!(
                #[save(version = -1)]
                struct Fitted;
            ),
            "from 1",
        ),
        (
            quote!(
                #[save(version = 4294967296)]
                struct Fitted;
            ),
            "from 1",
        ),
        (
            quote!(
                #[save(version)]
                struct Fitted;
            ),
            "needs a value",
        ),
        (
            quote!(
                #[save(oldest = 2)]
                struct Fitted;
            ),
            "cannot be newer than 1",
        ),
        (
            quote!(
                #[save(version = 2, oldest = 3)]
                struct Fitted;
            ),
            "cannot be newer than 2",
        ),
        (
            quote!(
                #[save(oldest = 1)]
                struct Fitted {
                    #[save(since = 2)]
                    a: f64,
                }
            ),
            "write `#[save(version = 2)]`",
        ),
        (
            quote!(
                #[save(version = 2)]
                struct Fitted {
                    #[save(since = 2)]
                    a: f64,
                }
            ),
            "write `#[save(oldest = 1)]`",
        ),
        // The other version is the mistake, and the field may be right.
        (
            quote!(
                #[save(version = "2")]
                struct Fitted {
                    #[save(since = 2)]
                    a: f64,
                }
            ),
            "from 1",
        ),
        (
            quote!(
                #[save(check = 1)]
                struct Fitted;
            ),
            "expected the path of a function",
        ),
        (
            quote!(
                #[save(crate = "flow")]
                struct Fitted;
            ),
            "the path of the library",
        ),
    ] {
        let found = errors(tokens);
        assert!(found.len() == 1 && found[0].contains(expected), "{found:?}");
    }
}

#[test]
fn other_items_are_reported() {
    for (tokens, expected) in [
        (quote!(union Fitted { a: f64 }), "implement `Save` by hand"),
        (
            quote!(
                enum Fitted {}
            ),
            "without variants",
        ),
        (
            quote!(
                enum Fitted {
                    #[save(plain)]
                    A(f64),
                }
            ),
            "not before a variant",
        ),
        (
            quote!(
                enum Fitted {
                    A { variant: f64 },
                }
            ),
            "the name under which an enum saves its variant",
        ),
    ] {
        let found = errors(tokens);
        assert!(found.len() == 1 && found[0].contains(expected), "{found:?}");
    }
}

#[test]
fn valid_items_are_not_reported() {
    for tokens in [
        quote!(
            struct Fitted;
        ),
        quote!(
            struct Fitted(f64, #[save(plain)] Vec<String>);
        ),
        quote!(
            enum Fitted<F> {
                None,
                One(F),
                Many {
                    all: Vec<F>,
                    #[save(name = "type")]
                    r#type: u8,
                },
            }
        ),
        quote!(
            #[save(version = 3, oldest = 1)]
            #[save(check = Self::check, crate = crate)]
            struct Fitted<T, const K: usize>
            where
                T: Copy,
            {
                a: [T; K],
                #[save(plain)]
                #[save(since = 2, default = all::<T, K>(1, 2))]
                r#type: Vec<T>,
                variant: PhantomData<T>,
                next: Option<Box<Self>>,
            }
        ),
    ] {
        assert_eq!(errors(tokens), <[&str; 0]>::default());
    }
}
