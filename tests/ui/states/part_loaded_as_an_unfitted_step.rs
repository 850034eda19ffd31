// A part of a file is a fitted step; the step that it was fitted from is not in the file.
// error at `load_part("scale.safetensors", "output.standard_scaler")`
use shapeflow::prelude::*;
use shapeflow::save::load_part;

fn main() -> Result<()> {
    let scaler: StandardScaler = load_part("scale.safetensors", "output.standard_scaler")?;
    let _ = scaler;
    Ok(())
}
