//! Values of any Rust type, with and without axes.

use super::*;

/// A type of the user that is neither an array nor a number.
#[derive(Debug, Clone, PartialEq)]
struct Customer {
    name: String,
    age: u8,
}

/// The age of each customer.
#[step("[n] -> [n, 1]")]
fn ages(customers: ArrayView1<'_, Customer>) -> Array2<f32> {
    customers.map(|customer| f32::from(customer.age)).insert_axis(Axis(1))
}

/// Whether the name is longer than the limit.
#[step("[], [] -> []")]
fn is_long(customer: Customer, limit: usize) -> bool {
    customer.name.len() > limit
}

/// Largest value of a table.
#[step("[n, d] -> []")]
fn largest(x: ArrayView2<'_, f32>) -> Array0<f32> {
    Array0::from_elem((), x.fold(f32::NEG_INFINITY, |a, &b| a.max(b)))
}

/// Adds a number without axes.
#[step("[n, d], [] -> [n, d]")]
fn add_scalar(x: Array2<f32>, by: ArcArray<f32, Ix0>) -> Array2<f32> {
    x + by[()]
}

/// Text to numbers, by way of a type with parameters.
#[step("[] -> []")]
fn lengths(texts: Vec<Option<String>>) -> std::collections::BTreeMap<usize, Vec<String>> {
    texts.into_iter().flatten().fold(
        Default::default(),
        |mut map: std::collections::BTreeMap<_, Vec<_>>, text| {
            map.entry(text.len()).or_default().push(text);
            map
        },
    )
}

pipeline! {
    Values(
        customers: Customer[n], one: Customer, limit: usize, bias: f32[], texts: Vec<Option<String>>, flags: [u8; 3][n, 2],
        static_text: &'static str, image: u8[n, 4, 4, 3]
    ) -> (
        f32[n, 1], bool, largest: f32[], std::collections::BTreeMap<usize, Vec<String>>, [u8; 3][n, 2], &'static str, u8[n, 48],
    ) {
        ages  = (customers |> Ages, bias) |> AddScalar;
        long  = (one, limit) |> IsLong;
        (ages, long, ages |> Largest, texts |> Lengths, flags, static_text, image |> Flatten)
    }
}

fn customer(name: &str, age: u8) -> Customer {
    Customer { name: name.to_owned(), age }
}

#[test]
fn values_of_any_type_and_any_number_of_axes() -> Result<()> {
    let customers = array![customer("Ada", 36), customer("Bob", 20)];
    let texts = || vec![Some("aa".to_owned()), None, Some("b".to_owned()), Some("cc".to_owned())];
    let image = Array4::from_shape_fn((2, 4, 4, 3), |(i, j, k, l)| (i * 100 + j * 10 + k + l) as u8);
    let flags = Array2::from_shape_fn((2, 2), |(i, j)| [i as u8, j as u8, 7]);
    let bias = Array0::from_elem((), 0.5);
    let run = |fit: bool| -> Result<ValuesOutput> {
        let pipeline = Values::default();
        let model = pipeline.fit(&customers, customer("Ada", 1), 3, &bias, texts(), &flags, "fit", &image)?;
        if fit {
            return Ok(pipeline
                .fit_transform(&customers, customer("Cleo", 1), 3, &bias, texts(), &flags, "run", &image)?
                .1);
        }
        model.predict(&customers, customer("Cleo", 1), 3, &bias, texts(), &flags, "run", &image)
    };
    for fit in [false, true] {
        let out = run(fit)?;
        assert_eq!(out.ages, array![[36.5], [20.5]]);
        assert!(out.long);
        assert_eq!((out.largest[()], out.static_text), (36.5, "run"));
        assert_eq!(out.lengths[&2], ["aa", "cc"]);
        assert_eq!(out.flags, flags);
        assert_eq!(
            out.flatten.row(1).to_vec(),
            image.index_axis(Axis(0), 1).iter().copied().collect::<Vec<_>>()
        );
    }
    Ok(())
}

#[test]
fn a_plain_value_is_drawn_by_its_type() {
    let graph = Values::graph();
    let edges = graph.taken_by(graph.index_of("long").expect("a step"));
    assert_eq!(
        edges.iter().map(|(_, edge)| edge.element.as_str()).collect::<Vec<_>>(),
        ["Customer", "usize"]
    );
}
