//! `passengers.age`: a column of an input of records.
//!
//! The type of the column is found by the number of its name. The name itself is emitted in `emit/columns.rs`, where rustc reports
//! one that does not exist; here, the value is then poison.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::block::block;
use super::kind::{Given, Kind, Predicted, Row};
use super::site::Site;
use crate::column_number::column_number;
use crate::emit::spans::Place;

/// A column.
pub(super) struct Column<'model> {
    pub(super) site: Site<'model>,
    pub(super) name: &'model str,
    pub(super) is_wrong: bool,
}

impl Column<'_> {
    fn number(&self) -> Literal {
        Literal::u64_unsuffixed(column_number(self.name))
    }
}

impl Kind for Column<'_> {
    fn place(&self) -> Place {
        Place::token(self.site.node.span)
    }

    fn output(&self) -> Given {
        let number = self.number();
        if self.is_wrong { Given::Poison } else { Given::Column(quote!(#number)) }
    }

    fn shapes(&self) -> TokenStream {
        TokenStream::new()
    }

    fn predicted(&self, inputs: &[TokenStream]) -> Predicted {
        let plumbing = self.site.names.plumbing();
        if self.is_wrong {
            return quote!(#plumbing::Inference::POISON).into();
        }
        quote!(#plumbing::passed_on(&[#(#inputs),*])).into()
    }

    fn right(&self) -> TokenStream {
        if self.is_wrong { quote!(false) } else { self.site.is_right() }
    }

    fn row(&self) -> Row<'_> {
        let plumbing = self.site.names.plumbing();
        // After an error, the shape of the value is poison, as that of any row without a kind.
        let known = (!self.is_wrong).then(|| quote!(.expecting(#plumbing::Expectation::Column)));
        Row::stepless(format!(".{}", self.name), known.unwrap_or_default())
    }

    fn node(&self) -> TokenStream {
        let (plumbing, node, number) = (self.site.names.plumbing(), self.site.number(), self.number());
        block(self.site, self.place(), &self.right(), |given| {
            let x = given.x;
            quote!(#plumbing::column_probe(#x, #plumbing::ColumnNumber::<#number>).__column(#node).__cached())
        })
    }
}
