//! The start of a chain, its branches, and the order of equations.

use super::*;

pipeline! {
    Sources(x: f32[n, 2], z: f32[n, 2]) -> (f32[n, 2], f32[n, 2], f32[n, 6], f32[n, 2], f32[n, 2]) {
        pair    = (x, z) |> Add;
        list    = [x, z, x] |> Sum;
        joined  = [x, pair |> Times { by: 10.0 }, z] |> Concat;
        alone   = [x] |> Sum;
        inside  = (x |> OneMore |> OneMore, [x, z] |> Sum) |> Add;
        (pair, list, joined, alone, inside)
    }
}

#[test]
fn tuples_and_arrays_of_names_and_chains() -> Result<()> {
    let (x, z) = (array![[1.0, 2.0]], array![[10.0, 20.0]]);
    let out = Sources::default().fit(&x, &z)?.predict(&x, &z)?;
    assert_eq!(out.pair, array![[11.0, 22.0]]);
    assert_eq!(out.list, array![[12.0, 24.0]]);
    assert_eq!(out.joined, array![[1.0, 2.0, 110.0, 220.0, 10.0, 20.0]]);
    assert_eq!(out.alone, x);
    assert_eq!(out.inside, array![[14.0, 26.0]]);
    Ok(())
}

pipeline! {
    FanOut(x: f32[n, 2]) -> (f32[n, 5], f32[n, 2], f32[n, 4], f32[n, 1], f32[n, 1]) {
        array  = x |> [OneMore, RowSums, Times { by: 3.0 } |> [OneMore, OneMore |> OneMore] |> Sum] |> Concat;
        tuple  = x |> (OneMore, Times) |> Add;
        (a, b) = x |> (OneMore, OneMore |> OneMore);
        parted = [a, b] |> Concat;
        single = x |> [RowSums] |> Sum;
        joined = [x, x] |> [Concat |> RowSums, Sum |> RowSums] |> Sum;
        (array, tuple, parted, single, joined)
    }
}

#[test]
fn fan_outs_of_chains_in_lists_and_tuples() -> Result<()> {
    let x = array![[1.0, 2.0]];
    let out = FanOut::default().fit(&x)?.predict(&x)?;
    assert_eq!(out.array, array![[2.0, 3.0, 3.0, 9.0, 15.0]]);
    assert_eq!(out.tuple, array![[4.0, 7.0]]);
    assert_eq!(out.parted, array![[2.0, 3.0, 3.0, 4.0]]);
    assert_eq!((out.single, out.joined), (array![[3.0]], array![[12.0]]));
    Ok(())
}

pipeline! {
    AnyOrder(x: f32[n, 2]) -> (f32[n, 2], f32[n, 2], f32[n, 2], f32[n, 2]) {
        last = middle |> Times { by: 5.0 };
        other_name = middle_too;
        middle_too = middle;
        middle = early |> OneMore;
        early = start |> Times;
        start = x;
        (last, early, start, other_name)
    }
}

#[test]
fn equations_in_any_order_and_renames() -> Result<()> {
    let x = array![[1.0, 2.0]];
    let out = AnyOrder::default().fit(&x)?.predict(&x)?;
    assert_eq!(out.last, array![[15.0, 25.0]]);
    assert_eq!(out.early, array![[2.0, 4.0]]);
    assert_eq!((out.start, out.other_name), (x, array![[3.0, 5.0]]));
    Ok(())
}

pipeline! {
    Taken(x: f32[n, 2], z: f32[n, 3]) -> (f32[n, 2], f32[n, 2], f32[n, 3], f32[n, 2]) {
        (up, down) = x |> Signs;
        (a, b)     = (up, z);
        (_c, d)    = (x |> OneMore, a);
        sum        = (d, down) |> Add;
        (up, down, b, sum)
    }
}

#[test]
fn tuple_equations_unpack_steps_and_lists() -> Result<()> {
    let (x, z) = (array![[1.0, -2.0]], array![[7.0, 8.0, 9.0]]);
    let out = Taken::default().fit(&x, &z)?.predict(&x, &z)?;
    assert_eq!((out.up, out.down), (array![[1.0, 0.0]], array![[0.0, -2.0]]));
    assert_eq!((out.b, out.sum), (z, x));
    Ok(())
}
