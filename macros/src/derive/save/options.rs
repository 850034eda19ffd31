//! What `#[save(..)]` says about a type and about a field.
//!
//! Invariant: the versions agree: `oldest <= version`, and a field is added after the oldest version and not after the newest.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{Attribute, Expr, ExprLit, Lit, Path};

use super::super::input::report;
use super::arguments::arguments;
use crate::diagnostic::Reports;

const TYPE: &str = "`#[save(version = 2)]`, `#[save(oldest = 1)]`, `#[save(check = path)]` or `#[save(crate = path)]` before a type";
const FIELD: &str = "`#[save(plain)]`, `#[save(name = \"..\")]`, `#[save(since = 2)]` or `#[save(since = 2, default = value)]` before a field";
const TYPE_WORDS: [&str; 4] = ["version", "oldest", "check", "crate"];
const FIELD_WORDS: [&str; 4] = ["plain", "name", "since", "default"];

/// The attributes of a type.
pub(super) struct TypeOptions {
    /// The path of the library.
    pub(super) krate: TokenStream,
    pub(super) version: u32,
    pub(super) oldest: u32,
    /// The path of a function that checks a value.
    pub(super) check: Option<Path>,
    /// Whether the versions have no error, so that those of fields can be compared with them.
    are_versions_known: bool,
}

/// The attributes of a field.
#[derive(Default)]
pub(super) struct FieldOptions {
    /// Saved by serde.
    pub(super) plain: bool,
    /// The name in the file, if it is not that of the field.
    pub(super) name: Option<(String, Span)>,
    /// The version from which a file has the field.
    pub(super) since: Option<u32>,
    /// Its value in an older file, if it is not that of `Default`.
    pub(super) default: Option<Expr>,
}

impl TypeOptions {
    pub(super) fn read(attributes: &[Attribute], reports: &mut Reports) -> Self {
        let count = reports.count();
        let krate = quote!(::shapeflow);
        let mut options = Self { krate, version: 1, oldest: 1, check: None, are_versions_known: true };
        let mut oldest = None;
        for argument in arguments(attributes, TYPE, reports) {
            match argument.word.to_string().as_str() {
                "version" => {
                    if let Some((version, _)) = argument.version("version = 2", reports) {
                        options.version = version;
                    }
                }
                "oldest" => oldest = argument.version("oldest = 1", reports),
                "check" => match argument.value("check = Self::check", reports) {
                    Some(Expr::Path(path)) if path.qself.is_none() => options.check = Some(path.path.clone()),
                    Some(other) => report(
                        reports,
                        other,
                        "expected the path of a function `fn(&Self) -> Result<()>`, such as `Self::check`",
                    ),
                    None => {}
                },
                "crate" => match argument.value("crate = path", reports) {
                    Some(Expr::Path(path)) if path.qself.is_none() => {
                        options.krate = path.path.to_token_stream();
                    }
                    Some(other) => report(reports, other, "expected the path of the library"),
                    None => {}
                },
                word if FIELD_WORDS.contains(&word) => {
                    argument.report(reports, format!("`{word}` goes before a field, not before the type"));
                }
                _ => argument.unknown(&TYPE_WORDS, TYPE, reports),
            }
        }
        match oldest {
            Some((oldest, span)) if oldest > options.version => reports.at(
                span,
                format!(
                    "the oldest version that is read cannot be newer than {}, which is written",
                    options.version
                ),
            ),
            Some((oldest, _)) => options.oldest = oldest,
            None => options.oldest = options.version,
        }
        options.are_versions_known = reports.count() == count;
        options
    }
}

impl FieldOptions {
    /// Reads the attributes of a field. With an error, there are none.
    pub(super) fn read(attributes: &[Attribute], of: &TypeOptions, reports: &mut Reports) -> Option<Self> {
        let count = reports.count();
        let mut options = Self::default();
        let mut default = None;
        for argument in arguments(attributes, FIELD, reports) {
            match argument.word.to_string().as_str() {
                "plain" => options.plain = argument.alone(reports),
                "name" => match argument.value("name = \"..\"", reports) {
                    Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => {
                        options.name = Some((text.value(), text.span()));
                    }
                    Some(other) => report(reports, other, "expected a name as a text literal"),
                    None => {}
                },
                "since" => {
                    if let Some((since, span)) = argument.version("since = 2", reports) {
                        of.require_since(since, span, reports);
                        options.since = Some(since);
                    }
                }
                "default" => {
                    options.default = argument.value("since = 2, default = value", reports).cloned();
                    default = Some(argument.word.span());
                }
                "skip" => argument.report(
                    reports,
                    "a field cannot be skipped, because the loaded value would not be the saved one: compute it again in \
                     a `Save` by hand, or make it a `PhantomData`",
                ),
                word if TYPE_WORDS.contains(&word) => {
                    argument.report(reports, format!("`{word}` goes before the type, not before a field"));
                }
                _ => argument.unknown(&FIELD_WORDS, FIELD, reports),
            }
        }
        if let (Some(span), None) = (default, options.since)
            && reports.count() == count
        {
            reports.at(span, "`default` is the value in files before the version `since`: write both");
        }
        (reports.count() == count).then_some(options)
    }
}

impl TypeOptions {
    fn require_since(&self, since: u32, span: Span, reports: &mut Reports) {
        if !self.are_versions_known {
            return;
        }
        if since > self.version {
            reports.at(
                span,
                format!(
                    "the type writes version {}: write `#[save(version = {since})]` before it",
                    self.version
                ),
            );
        } else if since <= self.oldest {
            let or = match since {
                1 => String::new(),
                _ => format!(", or write `#[save(oldest = {})]` before the type", since - 1),
            };
            let oldest = self.oldest;
            reports.at(
                span,
                format!("every file that is read has this field, because the oldest version is {oldest}: leave `since` out{or}"),
            );
        }
    }
}
