//! The syntax tree: the source, before names have a meaning.
//!
//! Invariant: every token of the user keeps its span. An unreadable part has been reported and is `Missing` or `None` here, so
//! that everything around it is kept.

use proc_macro2::{Ident, Span, TokenStream};

/// One `Name(inputs) fit(inputs) -> promise { ... }`.
#[derive(Debug)]
pub(crate) struct Pipeline {
    pub(crate) attributes: TokenStream,
    pub(crate) visibility: TokenStream,
    pub(crate) name: Ident,
    pub(crate) inputs: Vec<Input>,
    pub(crate) fit_inputs: Vec<Input>,
    /// An error in the inputs may have hidden a name: an unknown name may be that one.
    pub(crate) misses_inputs: bool,
    /// The words of a header that has an error.
    pub(crate) hidden: Vec<String>,
    /// The names of types, constants and steps that a reported error has hidden.
    pub(crate) unknown: Vec<String>,
    pub(crate) promise: Option<Promise>,
    pub(crate) body: Body,
    pub(crate) words: Words,
    /// Errors were reported while reading this pipeline.
    pub(crate) broken: bool,
}

/// The words of a pipeline that are no names of values or steps: only an editor needs them.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// The words of the language, such as `fit` and `expect`.
    pub(crate) keywords: Vec<Ident>,
    /// The names of sizes in the dims, each time that they are written.
    pub(crate) sizes: Vec<Ident>,
    /// The word at the cursor of an editor, where it is none of the others.
    pub(crate) started: Vec<Started>,
}

/// The word at the cursor, by what it can become.
#[derive(Debug)]
pub(crate) enum Started {
    /// The start of a statement: `size`, or the name of a value.
    Statement(Ident),
    /// The name of a size in dims.
    Size(Ident),
    /// The `fit` of the header.
    Header(Ident),
    /// The `fit` after the `.` of a step.
    Method(Ident),
}

/// `image: f32[n, 8, 8]`
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) name: Ident,
    /// `None` if the type has an error.
    pub(crate) kind: Option<ValueType>,
}

/// `-> f32[n, 10]` or `-> (probs: f32[n, 10], String[n])`
#[derive(Debug)]
pub(crate) struct Promise {
    pub(crate) outputs: Vec<Promised>,
    pub(crate) start: Span,
    pub(crate) end: Span,
}

/// One promised output.
#[derive(Debug)]
pub(crate) struct Promised {
    pub(crate) name: Option<Ident>,
    /// `None` if the type has an error.
    pub(crate) kind: Option<ValueType>,
}

/// An element type and the dims in brackets, as written.
#[derive(Debug, Clone)]
pub(crate) struct ValueType {
    /// `f32`, `String`, `Customer`, `Vec<u8>`: tokens of a Rust type.
    pub(crate) element: TokenStream,
    /// The axes; `None` without brackets, for a plain Rust value.
    pub(crate) dims: Option<Dims>,
    /// `sparse` is before the type: a matrix that stores only some of its values. It has two axes.
    pub(crate) is_sparse: bool,
    /// The first token, for errors.
    pub(crate) span: Span,
    /// The first and the last token of the element where this macro call has it first: there it is reported once if no edge can have it.
    pub(crate) first: (Span, Span),
}

/// The dims between brackets.
#[derive(Debug, Clone)]
pub(crate) struct Dims {
    /// One expression for each axis, as text that `shapeflow::shape` parses (`n`, `2*d + 1`, `K`).
    pub(crate) axes: Vec<String>,
    /// The upper-case names in the axes, each once: constants in scope.
    pub(crate) constants: Vec<Ident>,
    /// The brackets, for errors.
    pub(crate) span: Span,
}

/// How several values form one Rust value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The value itself.
    One,
    /// `(a, b)`
    Tuple,
    /// `[a, b]`
    Array,
}

/// Sizes and equations, then the output.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) sizes: Vec<Size>,
    pub(crate) equations: Vec<Equation>,
    /// An error has hidden a name: an unknown name may be that one.
    pub(crate) misses_names: bool,
    /// The words of the statements that have an error: an unknown name among them is no second error.
    pub(crate) hidden: Vec<String>,
    /// `None` if it is missing, which has been reported.
    pub(crate) output: Option<Chain>,
}

/// `size k in 8..=64 = 12`
#[derive(Debug, Clone)]
pub(crate) struct Size {
    pub(crate) name: Ident,
    /// The smallest and the largest size of the search.
    pub(crate) range: (u32, u32),
    pub(crate) default: u32,
    /// Its declaration has a reported error: no second error is reported where it is used.
    pub(crate) is_broken: bool,
}

/// `components: k`: a hyperparameter that is set to a declared size.
#[derive(Debug, Clone)]
pub(crate) struct SizeUse {
    pub(crate) field: Ident,
    /// The name of the size, as written here.
    pub(crate) written: Ident,
    /// Index into the pipeline's sizes.
    pub(crate) size: usize,
}

/// `name = chain`, `(a, b) = chain` or `(a, fit b) = chain`.
#[derive(Debug)]
pub(crate) struct Equation {
    /// Empty if the name is missing, which has been reported.
    pub(crate) names: Vec<Ident>,
    /// How many of them, the last ones, have `fit` before them: they exist only while fitting.
    pub(crate) fit_names: usize,
    pub(crate) chain: Chain,
    /// The left side, for errors.
    pub(crate) span: Span,
}

/// `source |> link |> link`
#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) source: Source,
    pub(crate) links: Vec<Link>,
    pub(crate) start: Span,
    pub(crate) end: Span,
    /// A reported error has left its meaning open: its value is unknown.
    pub(crate) is_lost: bool,
    /// Its statement has a reported error, and rustc reads the expansion: no second error is about it.
    pub(crate) is_wrong: bool,
}

impl Chain {
    /// A chain whose absence has been reported.
    pub(crate) fn missing(span: Span) -> Chain {
        Chain {
            source: Source::Missing,
            links: Vec::new(),
            start: span,
            end: span,
            is_lost: true,
            is_wrong: false,
        }
    }
}

/// The start of a chain.
#[derive(Debug)]
pub(crate) enum Source {
    Name(Ident),
    /// `(a, b)` or `[a, b]`
    List {
        form: Form,
        chains: Vec<Chain>,
        span: Span,
    },
    /// `{ a = x |> A; a }`
    Block(Box<Body>),
    Missing,
}

/// The part of a chain after a `|>`.
#[derive(Debug)]
pub(crate) enum Link {
    Step(Box<Step>),
    /// `[A, B |> C]` or `(A, B)`
    FanOut {
        form: Form,
        branches: Vec<Vec<Link>>,
        span: Span,
    },
    /// `expect [n, 24]`
    Expect {
        dims: Dims,
        start: Span,
    },
    /// `.age`: a column of the records before it
    Column(Ident),
    /// `inverse(label)` or `inverse(price..label)`
    Inverse {
        name: Ident,
        /// The value before the dots.
        back_to: Option<Ident>,
        start: Span,
        end: Span,
    },
    /// `through(joined)`
    Reapply {
        name: Ident,
        start: Span,
        end: Span,
    },
    Missing,
}

/// `alias: a::Pca<12> { whiten: true }.fit(y)`
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) alias: Option<Ident>,
    pub(crate) spec: StepSpec,
    /// The last segment of the path, without its generics.
    pub(crate) name: String,
    /// The path is one word.
    pub(crate) is_word: bool,
    /// The steps in `choose { .. }`; empty for any other step.
    pub(crate) arms: Vec<Arm>,
    pub(crate) fit: Option<Fit>,
    /// The `|>` before the step, if there is one.
    pub(crate) pipe: Option<Span>,
}

/// `default pca: Pca<8> { whiten: true }`: one of the steps in `choose { .. }`.
#[derive(Debug, Clone)]
pub(crate) struct Arm {
    pub(crate) name: Ident,
    /// The arm is marked `default`, or it is the first and no arm is marked.
    pub(crate) is_default: bool,
    pub(crate) spec: StepSpec,
}

/// `optional Pca<12> { whiten: true }`: the type of a step with its hyperparameters, in a chain or in an arm.
#[derive(Debug, Clone)]
pub(crate) struct StepSpec {
    /// The step is marked `optional`.
    pub(crate) is_optional: bool,
    /// A Rust type, as written; `syn` can read it. Of a choice, the word `choose`.
    pub(crate) path: TokenStream,
    /// The step without hyperparameters as text, for messages: `optional Pca<12>`.
    pub(crate) text: String,
    /// The tokens between the braces, as written, without the search spaces; `None` without braces.
    pub(crate) hyperparameters: Option<TokenStream>,
    /// The search spaces between the braces.
    pub(crate) searches: Vec<Search>,
    /// The hyperparameters that are set to a declared size; `model::build` looks them up.
    pub(crate) sizes: Vec<SizeUse>,
    /// The first token of the path.
    pub(crate) span: Span,
}

impl StepSpec {
    /// Returns the step as one that is marked `optional`, or as it is.
    pub(crate) fn marked(self, is_optional: bool) -> Self {
        if is_optional { Self { is_optional, text: format!("optional {}", self.text), ..self } } else { self }
    }
}

/// The search space in `c: 1.0 ~ log(1e-3..=1e2)`.
#[derive(Debug, Clone)]
pub(crate) struct Search {
    pub(crate) field: Ident,
    /// The `~`.
    pub(crate) sign: Span,
    /// A Rust expression, as written.
    pub(crate) distribution: TokenStream,
}

/// `.fit(y)` or `.fit(y, weights)`
#[derive(Debug)]
pub(crate) struct Fit {
    pub(crate) chains: Vec<Chain>,
    pub(crate) span: Span,
}
