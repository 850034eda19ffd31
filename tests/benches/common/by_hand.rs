//! The code without a pipeline: a function with a line per step.

use std::fmt::Write;

use super::graphs::{Graph, value_name};

/// `fn NAME_predict(steps: &TYPEFitted, x) -> Result<Array2<f32>>`, and `NAME_fit`, which learns and transforms.
pub(crate) fn functions(graph: &Graph, name: &str, ty: &str) -> String {
    let last = graph.len() - 1;
    let (mut predict, mut fit) = (String::new(), String::new());
    for (index, node) in graph.nodes.iter().enumerate() {
        let values = node.inputs.iter().enumerate().map(|(at, value)| {
            let again = node.inputs[at + 1..].contains(value)
                || graph.nodes[index + 1..].iter().any(|later| later.inputs.contains(value));
            value_name(*value) + if again { ".clone()" } else { "" }
        });
        let values: Vec<_> = values.collect();
        let x = match values.as_slice() {
            [only] if !node.is_list => only.clone(),
            several if node.is_list => format!("[{}]", several.join(", ")),
            several => format!("({})", several.join(", ")),
        };
        let _ = writeln!(predict, "    let v{index} = steps.v{index}.transform({x})?;");
        let _ =
            writeln!(fit, "    let (s{index}, v{index}) = steps.v{index}.fit_transform({x}, (), context)?;");
    }
    let fields: Vec<_> = (0..graph.len()).map(|index| format!("v{index}: s{index}")).collect();
    let fields = fields.join(", ");
    format!(
        "pub(super) fn {name}_predict(steps: &{ty}Fitted, x: ArcArray2<f32>) -> Result<Array2<f32>> {{\n\
         {predict}    Ok(v{last}.into_owned())\n}}\n\n\
         pub(super) fn {name}_fit(\n    steps: &{ty},\n    context: &Context<'_>,\n    x: ArcArray2<f32>,\n\
         ) -> Result<({ty}Fitted, Array2<f32>)> {{\n\
         {fit}    Ok(({ty}Fitted {{ {fields} }}, v{last}.into_owned()))\n}}\n"
    )
}
