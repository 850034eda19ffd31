//! The hyperparameters that the vectorizers share.

/// Declares the struct of a vectorizer: its own hyperparameters, and those that all have; `analysis` returns how a text becomes terms.
macro_rules! vectorizer {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident {
            $($(#[$meta:meta])* pub $field:ident: $ty:ty = $default:expr,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Hyperparameters)]
        #[space(crate = crate)]
        pub struct $name<A = f64> {
            /// What a term is (`analyzer`). Default: a word.
            pub analyzer: Analyzer,
            /// The least and the greatest number of words, or characters, of a term (`ngram_range`). Default: (1, 1).
            #[space(nested)]
            pub ngram_range: (usize, usize),
            /// What a word is (`token_pattern`). Default: two or more letters, numbers or `_`.
            pub words: WordRule,
            /// Whether upper-case letters count as lower-case ones (`lowercase`). Default: true.
            #[space(boolean())]
            pub lowercase: bool,
            /// What becomes of accents (`strip_accents`). Default: they stay.
            pub strip_accents: StripAccents,
            /// Words that are left out, before words are joined to sequences (`stop_words`). Default: none.
            #[space(nested)]
            pub stop_words: Terms,
            /// Whether a term counts once in each text (`binary`). Default: false.
            #[space(boolean())]
            pub binary: bool,
            $($(#[$meta])* pub $field: $ty,)*
            /// Public, so that a step can be written with some of its hyperparameters.
            #[doc(hidden)]
            #[space(ignore)]
            pub element: PhantomData<fn() -> A>,
        }

        impl<A> Default for $name<A> {
            fn default() -> Self {
                Self {
                    analyzer: Analyzer::Word,
                    ngram_range: (1, 1),
                    words: WordRule::Letters,
                    lowercase: true,
                    strip_accents: StripAccents::Keep,
                    stop_words: Terms::default(),
                    binary: false,
                    $($field: $default,)*
                    element: PhantomData,
                }
            }
        }

        impl<A> Clone for $name<A> {
            fn clone(&self) -> Self {
                Self {
                    stop_words: self.stop_words.clone(),
                    $($field: self.$field.clone(),)*
                    element: PhantomData,
                    ..*self
                }
            }
        }

        impl<A> PartialEq for $name<A> {
            fn eq(&self, other: &Self) -> bool {
                self.analysis() == other.analysis() && self.binary == other.binary $(&& self.$field == other.$field)*
            }
        }

        impl<A> fmt::Debug for $name<A> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))
                    .field("analyzer", &self.analyzer)
                    .field("ngram_range", &self.ngram_range)
                    .field("words", &self.words)
                    .field("lowercase", &self.lowercase)
                    .field("strip_accents", &self.strip_accents)
                    .field("stop_words", &self.stop_words)
                    .field("binary", &self.binary)
                    $(.field(stringify!($field), &self.$field))*
                    .finish()
            }
        }

        impl<A> $name<A> {
            fn analysis(&self) -> Analysis {
                Analysis {
                    analyzer: self.analyzer,
                    words: self.words,
                    lengths: self.ngram_range,
                    lowercase: self.lowercase,
                    strip_accents: self.strip_accents,
                    stop_words: self.stop_words.clone(),
                }
            }
        }
    };
}

/// Declares the struct of a vectorizer that learns a vocabulary.
macro_rules! learning_vectorizer {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident {
            $($(#[$meta:meta])* pub $field:ident: $ty:ty = $default:expr,)*
        }
    ) => {
        vectorizer! {
            $(#[$attribute])*
            pub struct $name {
                /// The least number of texts that a term is in (`min_df`, as a number). Default: 1.
                pub min_df: usize = 1,
                /// The least share of the texts that a term is in (`min_df`, as a fraction). Default: 0.
                pub min_share: f64 = 0.0,
                /// The greatest number of texts that a term is in (`max_df`, as a number). Default: 0, any number.
                pub max_df: usize = 0,
                /// The greatest share of the texts that a term is in (`max_df`, as a fraction). Default: 1.
                pub max_share: f64 = 1.0,
                /// The greatest number of terms; the most frequent ones are kept, of equally frequent ones the first in the alphabet
                /// (`max_features`). Default: 0, any number.
                pub max_features: usize = 0,
                /// The terms, in the order of the columns (`vocabulary`). Default: empty, they are learned, in alphabetical order.
                #[space(nested)]
                pub vocabulary: Terms = Terms::default(),
                $($(#[$meta])* pub $field: $ty = $default,)*
            }
        }

        impl<A> $name<A> {
            fn selection(&self) -> Selection {
                Selection {
                    min_df: self.min_df,
                    min_share: self.min_share,
                    max_df: self.max_df,
                    max_share: self.max_share,
                    max_features: self.max_features,
                }
            }

            /// Learns in parts: what the implementations of `Learn` call.
            fn started(&self) -> Result<TermCounts> {
                self.analysis().require_sound()?;
                self.selection().require_sound()?;
                Ok(TermCounts::default())
            }
        }
    };
}

pub(super) use {learning_vectorizer, vectorizer};
